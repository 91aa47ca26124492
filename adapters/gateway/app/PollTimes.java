package gateway.app;

import gateway.settings.Settings.Control;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The times of the polls, as the properties that their routes name. */
final class PollTimes {
    private PollTimes() {}

    /**
     * Adds them to the properties.
     *
     * @param random shifts each process's first poll, so that replicas do not ask all at once
     */
    static Map<String, String> addTo(Map<String, String> properties, Control control, RandomGenerator random) {
        Map<String, String> all = new HashMap<>(properties);
        add(all, "serai.poll-registry", control.registryRefresh(), random);
        add(all, "serai.poll-switches", control.switchesRefresh(), random);
        return all;
    }

    private static void add(Map<String, String> all, String name, Duration period, RandomGenerator random) {
        long millis = Math.max(1, period.toMillis());
        all.put(name + ".period", Long.toString(millis));
        all.put(name + ".delay", Long.toString(random.nextLong(millis)));
    }
}
