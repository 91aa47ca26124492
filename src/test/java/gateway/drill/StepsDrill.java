package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.dashboard.RouteView;
import gateway.dashboard.StepTimes;
import gateway.settings.Settings;
import gateway.settings.TracingSettings;
import gateway.tracing.Tracing;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/**
 * What is paid around the steps of each call: to count and time them for the page of routes, and to ask whether the
 * call is traced. It is the CPU of the thread alone, in short turns side by side.
 */
class StepsDrill {
    private static final Path PAGE = Path.of("docs", "dashboard.md");
    /** As many as a call of the chat API has. */
    private static final int STEPS = 32;

    private static final int RUNS = 5_000;
    /** The route whose steps are traced. */
    private static final String CHAIN = "chat";

    private static final int WARM_UP_ROUNDS = 40;
    private static final int ROUNDS = Integer.getInteger("drill.rounds", 200);
    private static final double MOST_NANOS = 3_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /**
     * One route.
     *
     * @param around what is around its steps
     */
    private record Lane(String around, CamelContext camel, Processor route) {}

    @Test
    void addsLittleToACall() throws Exception {
        List<Lane> lanes = new ArrayList<>();
        Vertx vertx = Vertx.vertx();
        try (Tracing untraced = Tracing.start(
                vertx,
                new TracingSettings(URI.create("http://127.0.0.1:9/v1/traces"), 0.0, true),
                new Settings.Egress(null, null, List.of()),
                Map.of(),
                "test",
                InstantSource.system(),
                System::nanoTime,
                RandomGenerator.getDefault())) {
            lanes.add(lane("nothing", new DefaultCamelContext()));
            CamelContext timed = new DefaultCamelContext();
            new RouteView(new StepTimes(System::nanoTime)).attach(timed);
            lanes.add(lane("counts and times", timed));
            CamelContext traced = new DefaultCamelContext();
            untraced.attach(traced);
            lanes.add(lane("the question whether it is traced", traced));
            Map<String, List<Double>> nanos = new LinkedHashMap<>();
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                for (Lane each : lanes) {
                    double took = turn(each.camel(), each.route());
                    if (round >= 0) {
                        nanos.computeIfAbsent(each.around(), key -> new ArrayList<>())
                                .add(took);
                    }
                }
            }
            report(nanos);
        } finally {
            lanes.forEach(each -> each.camel().stop());
            vertx.close();
        }
    }

    private static void report(Map<String, List<Double>> nanos) {
        Tables table = new Tables();
        table.begin(
                "`./serai drill steps`, %s: CPU of a route of %d steps that do nothing; medians of %d rounds of %d runs each."
                        .formatted(LocalDate.now(ZoneOffset.UTC), STEPS, ROUNDS, RUNS),
                "around each step",
                "a route",
                "more than nothing");
        double nothing = median(nanos.getOrDefault("nothing", List.of()));
        nanos.forEach((around, own) -> table.row(
                around, "%.2f us".formatted(median(own) / 1e3), "%.2f us".formatted((median(own) - nothing) / 1e3)));
        Report.put(PAGE, "steps", table.toString());
        assertThat(nanos)
                .allSatisfy((around, own) ->
                        assertThat(median(own) - nothing).as(around).isLessThan(MOST_NANOS));
    }

    private static Lane lane(String around, CamelContext camel) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                RouteDefinition steps = from("direct:steps").routeId(CHAIN);
                for (int i = 0; i < STEPS; i++) {
                    steps.process(exchange -> {}).id("step-" + i);
                }
            }
        });
        camel.start();
        return new Lane(around, camel, camel.getRoute(CHAIN).getProcessor());
    }

    /** Nanoseconds of the thread's CPU for one run of the route. */
    private double turn(CamelContext camel, Processor route) throws Exception {
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < RUNS; i++) {
            Exchange exchange = new DefaultExchange(camel);
            route.process(exchange);
        }
        return (double) (threads.getCurrentThreadCpuTime() - before) / RUNS;
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
