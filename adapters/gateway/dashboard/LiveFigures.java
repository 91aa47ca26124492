package gateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.control.ControlSnapshot;
import gateway.killswitch.LiveSwitches;
import gateway.killswitch.Switch;
import gateway.killswitch.Switches;
import gateway.model.Deployment;
import gateway.usage.UsageStore;
import gateway.wire.JsonCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot that viewers are sent, as JSON. Rates are of the time since the snapshot before; what is called
 * {@code minute} is of the last 60 seconds; all else counts from the start of the process. Confined to one thread.
 */
public final class LiveFigures implements Supplier<JsonNode> {
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final double MILLIS = 1_000;

    private final MeterReader meters;
    private final ControlSnapshot snapshot;
    private final LiveSwitches switches;
    private final Function<String, @Nullable Instant> confirmed;
    private final Spend spend;
    private final InstantSource clock;
    private final Deque<Read> readings = new ArrayDeque<>();

    /**
     * Takes what it tells of.
     *
     * @param confirmed when a store last confirmed {@code registry} or {@code switches}; null = never
     */
    public LiveFigures(
            MeterRegistry meters,
            ControlSnapshot snapshot,
            LiveSwitches switches,
            Function<String, @Nullable Instant> confirmed,
            UsageStore usage,
            InstantSource clock) {
        this.meters = new MeterReader(meters);
        this.snapshot = snapshot;
        this.switches = switches;
        this.confirmed = confirmed;
        this.spend = new Spend(usage, snapshot, clock);
        this.clock = clock;
    }

    private record Read(Instant at, Figures figures) {}

    /** Keeps what the meters say now, so that whoever looks next is told of the minute before. */
    public void keep() {
        keep(clock.instant(), meters.read());
    }

    private void keep(Instant now, Figures all) {
        readings.addLast(new Read(now, all));
        while (readings.size() > 1 && readings.getFirst().at().isBefore(now.minus(WINDOW))) {
            readings.removeFirst();
        }
    }

    @Override
    public JsonNode get() {
        Instant now = clock.instant();
        Figures all = meters.read();
        Read before = readings.peekLast();
        keep(now, all);
        Figures minute = all.since(readings.getFirst().figures());
        ObjectNode body = JsonCodec.object().put("at", now.toString());
        rates(body.putObject("per-second"), all, before, now);
        times(body, minute);
        totals(body.putObject("total"), all);
        LiveTables.counts(body, "refusals", "code", "refused", all, minute);
        LiveTables.guards(body, all);
        LiveTables.deployments(body, snapshot.current(), switches.current(), all, minute, now);
        residency(body.putObject("residency"), all);
        LiveTables.bandit(body.putObject("bandit"), all);
        control(body, now);
        body.set("spend", spend.now());
        return body;
    }

    private static void rates(ObjectNode node, Figures all, @Nullable Read before, Instant now) {
        double seconds = before == null ? 0 : Duration.between(before.at(), now).toMillis() / MILLIS;
        Figures last = before == null ? Figures.NONE : all.since(before.figures());
        rate(node, "calls", last.sum("calls"), seconds);
        rate(node, "refusals", last.sum("refused"), seconds);
        rate(node, "broken", last.sum("broken"), seconds);
        rate(node, "failed-turns", failed(last), seconds);
        rate(node, "input-tokens", last.count("tokens|input"), seconds);
        rate(node, "output-tokens", last.count("tokens|output"), seconds);
        rate(node, "usd", last.sum("usd"), seconds);
    }

    private static void rate(ObjectNode node, String name, double added, double seconds) {
        node.put(name, seconds > 0 ? added / seconds : 0);
    }

    private static void times(ObjectNode body, Figures minute) {
        for (String name : new String[] {"latency", "first-token", "overhead"}) {
            Buckets took = minute.times().get(name);
            ObjectNode node = body.putObject(name + "-ms");
            node.put("count", took == null ? 0 : took.count());
            node.put("p50", took == null ? null : took.quantile(0.5));
            node.put("p90", took == null ? null : took.quantile(0.9));
            node.put("p99", took == null ? null : took.quantile(0.99));
        }
    }

    private static void totals(ObjectNode node, Figures all) {
        node.put("calls", all.sum("calls"))
                .put("refusals", all.sum("refused"))
                .put("broken", all.sum("broken"))
                .put("failed-turns", failed(all))
                .put("input-tokens", all.count("tokens|input"))
                .put("output-tokens", all.count("tokens|output"))
                .put("usd", all.sum("usd"))
                .put("in-flight", all.states().getOrDefault("in-flight", 0.0))
                .put("websockets", all.states().getOrDefault("websockets", 0.0));
    }

    private static double failed(Figures figures) {
        double[] failed = {0};
        figures.each("turns", (labels, count) -> failed[0] += labels.endsWith("|answered") ? 0 : count);
        return failed[0];
    }

    /** By what the deployments of now guarantee; calls of one that is gone are {@code gone}. */
    private void residency(ObjectNode node, Figures all) {
        ObjectNode classes = node.putObject("calls");
        ObjectNode regions = node.putObject("regions");
        all.each("calls", (id, count) -> {
            Deployment at = deployment(id);
            LiveTables.add(classes, at == null ? "gone" : LiveTables.word(at.residency()), count);
            LiveTables.add(regions, at == null ? "gone" : at.region(), count);
        });
    }

    private @Nullable Deployment deployment(String id) {
        return snapshot.current().deployments().get(id);
    }

    private void control(ObjectNode body, Instant now) {
        Switches on = switches.current();
        put(body.putObject("registry"), snapshot.data().revision(), confirmed.apply("registry"), now);
        ObjectNode kills = body.putObject("switches");
        put(kills, on.revision(), confirmed.apply("switches"), now);
        kills.put("on", on.all().stream().filter(each -> each.holds(now)).count());
        var list = kills.putArray("list");
        on.all().stream()
                .filter(each -> each.holds(now))
                .map(Switch::path)
                .sorted()
                .forEach(list::add);
    }

    private static void put(ObjectNode node, long revision, @Nullable Instant at, Instant now) {
        node.put("revision", revision)
                .put(
                        "age-seconds",
                        at == null
                                ? null
                                : Math.max(0, Duration.between(at, now).toMillis() / MILLIS));
    }
}
