package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.FreePort;
import gateway.drill.Beats.Span;
import gateway.http.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Five thousand streams at once over three transports, a token a second each: none stalls, and it is told what they
 * cost.
 */
class StreamsDrill {
    private static final Path PAGE = Path.of("docs", "streams.md");
    private static final int STREAMS = Integer.getInteger("drill.streams", 5_000);
    private static final Duration SPAN = Duration.ofSeconds(Integer.getInteger("drill.seconds", 60));
    private static final Duration DIRECT_SPAN = Duration.ofSeconds(20);
    private static final int SLOW = 50;
    private static final int BEGIN_MILLIS = 5;
    /** The first streams find a process that has done nothing yet: they come at a quarter of the others' rate. */
    private static final int GENTLE = 500;

    private static final Duration BEGIN = Duration.ofMinutes(2);
    private static final long STALL_MICROS = 1_000_000;
    private static final int HEAP_MEGABYTES = 512;
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Tables tables = new Tables();
    private final ProcessUse client = new ProcessUse(0);

    @Test
    void keepsTheBeatOfFiveThousandStreams() throws Exception {
        int tokens = (int) ((STREAMS + 3 * GENTLE) * BEGIN_MILLIS / 1_000 + 2 * SPAN.toSeconds() + 20);
        int grpc = FreePort.orElse("127.0.0.1", 0);
        try (ProviderProcess provider = ProviderProcess.start(tokens);
                GatewayProcess gateway = GatewayProcess.start(Map.of(
                        "SERAI_PROVIDERS_OPENAI_ADDRESS",
                        "127.0.0.1:" + provider.port(),
                        "SERAI_PROVIDERS_OPENAI_API_KEY",
                        "none",
                        "SERAI_GRPC_PORT",
                        Integer.toString(grpc),
                        "SERAI_LIMITS_IN_FLIGHT",
                        Integer.toString(STREAMS + 2 * SLOW),
                        "SERAI_LIMITS_WRITE_TIMEOUT",
                        "5m",
                        "SERAI_HEAP",
                        HEAP_MEGABYTES + "m"))) {
            tables.begin(
                    "`./serai drill streams`, %s: %d streams for %d s, load of the machine before %s."
                            .formatted(LocalDate.now(ZoneOffset.UTC), STREAMS, SPAN.toSeconds(), ProcessUse.load()),
                    "streams",
                    "of",
                    "sockets",
                    "tokens",
                    "delay of a token p50",
                    "p99",
                    "longest stall",
                    "failed");
            List<Row> rows = new ArrayList<>();
            direct(provider, rows);
            long idle = gateway.residentMegabytes();
            try (Door sse = new SseDoor("SSE", vertx, gateway.port());
                    Door socket = new WebSocketDoor(vertx, gateway.port(), 32);
                    Door rpc = new GrpcDoor(grpc, 100)) {
                List<Beats> beats = begin(List.of(sse, socket, rpc), STREAMS);
                rows.add(span("gateway", SPAN, List.of(sse, socket, rpc), beats, gateway.use(), provider.use()));
                List<StalledClient> stalled = stall(gateway.port());
                rows.add(span(
                        "gateway, and %d that read nothing".formatted(SLOW),
                        SPAN,
                        List.of(sse, socket, rpc),
                        beats,
                        gateway.use(),
                        provider.use()));
                long resident = gateway.residentMegabytes();
                long files = gateway.use().openFiles();
                boolean ended = Waiting.until(
                        Duration.ofSeconds(90),
                        () -> beats.stream()
                                        .mapToInt(each -> each.ended() + each.broken())
                                        .sum()
                                >= STREAMS);
                for (StalledClient each : stalled) {
                    each.close();
                }
                boolean left = Waiting.until(Duration.ofSeconds(20), () -> gateway.inFlight() == 0);
                use(rows);
                tables.begin(
                        "Resident memory of the gateway (heap of %d MiB at most).".formatted(HEAP_MEGABYTES),
                        "idle",
                        "with %d streams".formatted(STREAMS),
                        "after them",
                        "open files");
                tables.row(idle + " MiB", resident + " MiB", gateway.residentMegabytes() + " MiB", files);
                Report.put(PAGE, "streams", tables.toString());
                for (Beats each : beats) {
                    assertThat(each.broken())
                            .as(each.name() + ": " + each.why())
                            .isZero();
                }
                assertThat(ended).as("all streams ended").isTrue();
                assertThat(left).as("nothing is left in flight").isTrue();
                assertThat(gateway.log()).doesNotContain("OutOfMemoryError");
            }
            assertThat(rows).allSatisfy(row -> assertThat(row.stallMicros()).isLessThan(STALL_MICROS));
        } finally {
            vertx.close();
        }
    }

    /** The same without a gateway, for comparison. */
    private void direct(ProviderProcess provider, List<Row> rows) {
        try (Door door = new SseDoor("direct, SSE", vertx, provider.port())) {
            List<Beats> beats = begin(List.of(door), STREAMS);
            rows.add(span("direct", DIRECT_SPAN, List.of(door), beats, null, provider.use()));
        }
    }

    private List<Beats> begin(List<Door> doors, int streams) {
        List<Beats> beats =
                doors.stream().map(door -> new Beats(door.name(), streams)).toList();
        int[] next = {0};
        int[] ticks = {0};
        vertx.runOnContext(go -> vertx.setPeriodic(BEGIN_MILLIS, tick -> {
            ticks[0]++;
            if (next[0] < GENTLE && ticks[0] % 4 != 0) {
                return;
            }
            int stream = next[0];
            next[0]++;
            if (stream == streams) {
                vertx.cancelTimer(tick);
                return;
            }
            Beats mine = beats.get(stream % doors.size());
            doors.get(stream % doors.size()).ask(BODY, listener(mine, stream));
        }));
        boolean all = Waiting.until(
                BEGIN,
                () -> beats.stream()
                                .mapToInt(each -> each.begun() + each.broken())
                                .sum()
                        >= streams);
        assertThat(all)
                .as("all streams have begun: "
                        + beats.stream()
                                .map(each -> each.name() + " " + each.begun() + " " + each.why())
                                .toList())
                .isTrue();
        beats.forEach(Beats::take);
        return beats;
    }

    private static Door.Listener listener(Beats beats, int stream) {
        return new Door.Listener() {
            @Override
            public void text(String text) {
                beats.text(stream, text);
            }

            @Override
            public void end() {
                beats.end();
            }

            @Override
            public void broken(String reason) {
                beats.broken(stream, reason);
            }
        };
    }

    private Row span(
            String name,
            Duration length,
            List<Door> doors,
            List<Beats> beats,
            @Nullable ProcessUse gateway,
            ProcessUse provider) {
        long gatewayBefore = gateway == null ? 0 : gateway.cpuNanos();
        long providerBefore = provider.cpuNanos();
        long clientBefore = client.cpuNanos();
        LockSupport.parkNanos(length.toNanos());
        long gatewayUsed = gateway == null ? 0 : gateway.cpuNanos() - gatewayBefore;
        long providerUsed = provider.cpuNanos() - providerBefore;
        long clientUsed = client.cpuNanos() - clientBefore;
        String load = ProcessUse.load();
        int tokens = 0;
        long stall = 0;
        for (int i = 0; i < doors.size(); i++) {
            Span span = beats.get(i).take();
            tokens += span.tokens();
            stall = Math.max(stall, span.stall());
            tables.row(
                    name,
                    span.name(),
                    doors.get(i).sockets(),
                    span.tokens(),
                    Tables.millis(1_000 * span.median()),
                    Tables.millis(1_000 * span.slowest()),
                    Tables.millis(1_000 * span.stall()),
                    beats.get(i).broken());
        }
        return new Row(name, tokens, gatewayUsed, clientUsed, providerUsed, stall, load);
    }

    private void use(List<Row> rows) {
        tables.begin("Processor time for a token, by process.", "streams", "gateway", "client", "provider", "load");
        for (Row row : rows) {
            tables.row(
                    row.name(),
                    row.gateway() == 0 ? "-" : micros(row.gateway(), row.tokens()),
                    micros(row.client(), row.tokens()),
                    micros(row.provider(), row.tokens()),
                    row.load());
        }
    }

    private static String micros(long nanos, int tokens) {
        return "%.1f us".formatted(nanos / 1e3 / Math.max(1, tokens));
    }

    private static List<StalledClient> stall(int port) throws Exception {
        List<StalledClient> stalled = new ArrayList<>();
        for (int i = 0; i < SLOW; i++) {
            stalled.add(StalledClient.ask(port, PacedProvider.ENDLESS));
        }
        return stalled;
    }

    /** What one span has cost. */
    private record Row(
            String name, int tokens, long gateway, long client, long provider, long stallMicros, String load) {}
}
