package gateway.dashboard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Reads the meters that the page shows, in one pass over all of them; those by tenant are not among them. Thread-safe.
 */
final class MeterReader {
    private static final String DEPLOYMENT = "serai.deployment";
    private static final String MODEL = "gen_ai.request.model";

    private final MeterRegistry meters;

    MeterReader(MeterRegistry meters) {
        this.meters = meters;
    }

    /** What they say now. */
    Figures read() {
        Reading reading = new Reading();
        meters.forEachMeter(reading::take);
        return new Figures(reading.counts, reading.states, reading.times);
    }

    private static final class Reading {
        private final Map<String, Double> counts = new TreeMap<>();
        private final Map<String, Double> states = new TreeMap<>();
        private final Map<String, Buckets> times = new TreeMap<>();

        void take(Meter meter) {
            switch (meter) {
                case Timer timer -> timer(timer);
                case Counter counter -> counter(counter);
                case Gauge gauge -> gauge(gauge);
                case DistributionSummary summary -> summary(summary);
                default -> {
                    // nothing of ours
                }
            }
        }

        private void timer(Timer timer) {
            String deployment = tag(timer, DEPLOYMENT);
            switch (timer.getId().getName()) {
                case "gen_ai.client.operation.duration" -> {
                    if (timer.count() > 0) {
                        add("calls|" + deployment, (double) timer.count());
                        String error = tag(timer, "error.type");
                        if (!error.isEmpty()) {
                            add("broken|" + deployment + "|" + error, (double) timer.count());
                        }
                        time("latency", timer);
                        time("latency|" + deployment, timer);
                    }
                }
                case "gen_ai.server.time_to_first_token" -> time("first-token", timer);
                case "serai.overhead" -> time("overhead", timer);
                default -> {
                    // not shown
                }
            }
        }

        private void counter(Counter counter) {
            double count = counter.count();
            switch (counter.getId().getName()) {
                case "serai.refusals" -> add("refused|" + tag(counter, "code"), count);
                case "serai.attempts" -> add("turns|" + tag(counter, DEPLOYMENT) + "|" + tag(counter, "result"), count);
                case "serai.cost.usd" -> add("usd|" + tag(counter, DEPLOYMENT), count);
                case "serai.guardrail.pii" ->
                    add(
                            "pii|" + tag(counter, "kind") + "|" + tag(counter, "action") + "|"
                                    + tag(counter, "direction"),
                            count);
                case "serai.guardrail.findings" ->
                    add("finding|" + tag(counter, "reason") + "|" + tag(counter, "direction"), count);
                case "serai.routing.decisions" -> decisions(counter, count);
                case "serai.routing.spend.usd" ->
                    add(
                            (tag(counter, "explored").equals("true") ? "explored-usd|" : "chosen-usd|")
                                    + tag(counter, MODEL),
                            count);
                case "serai.routing.regret" -> add("regret|" + tag(counter, MODEL), count);
                case "serai.routing.expected.usd" -> add("expected-usd|" + tag(counter, "choice"), count);
                case "serai.routing.drifts" -> add("drifts|" + tag(counter, MODEL), count);
                case "serai.routing.feedback" -> add("feedback|" + tag(counter, "result"), count);
                default -> {
                    // not shown
                }
            }
        }

        private void decisions(Counter counter, double count) {
            String model = tag(counter, MODEL);
            add("decisions|" + model, count);
            if (tag(counter, "explored").equals("true")) {
                add("explored|" + model, count);
            }
            if (tag(counter, "shadow").equals("true")) {
                add("shadow|" + model, count);
            }
        }

        private void gauge(Gauge gauge) {
            switch (gauge.getId().getName()) {
                case "serai.breaker.state" -> states.put("breaker|" + tag(gauge, DEPLOYMENT), gauge.value());
                case "serai.requests.in_flight" -> states.put("in-flight", gauge.value());
                case "serai.websocket.connections" -> states.put("websockets", gauge.value());
                case "serai.decisions.queue" -> states.put("decisions-waiting", gauge.value());
                default -> {
                    // not shown
                }
            }
        }

        private void summary(DistributionSummary summary) {
            if (summary.getId().getName().equals("gen_ai.client.token.usage")) {
                add("tokens|" + tag(summary, "gen_ai.token.type"), summary.totalAmount());
            } else if (summary.getId().getName().equals("serai.routing.reward")) {
                String model = tag(summary, MODEL);
                add("rewards|" + model, (double) summary.count());
                add("reward|" + model, summary.totalAmount());
            }
        }

        private void time(String name, Timer timer) {
            CountAtBucket[] cumulative = timer.takeSnapshot().histogramCounts();
            double[] bounds = new double[cumulative.length];
            double[] counts = new double[cumulative.length + 1];
            double below = 0;
            for (int i = 0; i < cumulative.length; i++) {
                bounds[i] = cumulative[i].bucket(TimeUnit.MILLISECONDS);
                counts[i] = cumulative[i].count() - below;
                below = cumulative[i].count();
            }
            counts[cumulative.length] = Math.max(0, (double) timer.count() - below);
            times.merge(name, new Buckets(bounds, counts), Buckets::plus);
        }

        private void add(String name, double count) {
            counts.merge(name, count, Double::sum);
        }

        private static String tag(Meter meter, String name) {
            return Objects.requireNonNullElse(meter.getId().getTag(name), "");
        }
    }
}
