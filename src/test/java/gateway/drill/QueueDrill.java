package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.http.Waiting;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backlog that is answered while its consumer is killed again and again, and while all providers are away. */
class QueueDrill {
    private static final StringBuilder REPORT = new StringBuilder();
    private static final Path PAGE = Path.of("docs", "queues.md");
    private static final int MESSAGES = Integer.getInteger("messages", 10_000);
    private static final int KILLS = Integer.getInteger("kills", 20);
    private static final int CONSUMERS = 16;
    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Vertx vertx = Vertx.vertx();
    private final Simulator simulator = Simulator.start(vertx, "127.0.0.1", 0);

    @TempDir
    Path folder = Path.of("unset");

    @AfterEach
    void close() {
        simulator.close();
        vertx.close();
    }

    @AfterAll
    static void report() {
        Report.put(PAGE, REPORT.toString());
        Report.line(REPORT.toString());
    }

    @Test
    void answersEachMessageOnceWhoeverDies() throws Exception {
        try (QueueTraffic traffic = new QueueTraffic(folder.resolve("broker"))) {
            REPORT.append(kills(traffic));
        }
    }

    @Test
    void losesNothingWhileTheProvidersAreAway() throws Exception {
        try (QueueTraffic traffic = new QueueTraffic(folder.resolve("broker"))) {
            REPORT.append(outage(traffic));
        }
    }

    private String kills(QueueTraffic traffic) throws Exception {
        simulator.pace(new Pace(20, 0, 10));
        traffic.send(MESSAGES);
        long begun = System.nanoTime();
        GatewayProcess gateway = start(traffic);
        try {
            for (int kill = 1; kill <= KILLS; kill++) {
                int answered = (int) ((long) MESSAGES * kill / (KILLS + 1));
                assertThat(Waiting.until(LONGEST, () -> traffic.answered() >= answered))
                        .isTrue();
                gateway.kill();
                gateway = start(traffic);
            }
            assertThat(Waiting.until(LONGEST, () -> traffic.answered() == MESSAGES))
                    .isTrue();
            assertThat(Waiting.until(Duration.ofSeconds(30), () -> traffic.waiting() == 0))
                    .isTrue();
        } finally {
            gateway.close();
        }
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        long extra = simulator.counts().started() - MESSAGES;
        assertThat(traffic.different()).isZero();
        assertThat(traffic.dead()).isZero();
        assertThat(traffic.failed()).isZero();
        assertThat(extra).isBetween(0L, (long) KILLS * CONSUMERS);
        return """
                `./serai drill queue`, %s, Artemis: %,d messages in %d s, %d times `kill -9` of their only consumer, which takes
                %d at once. Each message was answered; %d replies came twice, each with the same bytes. Providers were called
                %d times more than there were messages; up to %d calls could be under way at the kills. Nothing was given up.
                """.formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        MESSAGES,
                        seconds,
                        KILLS,
                        CONSUMERS,
                        traffic.repeated(),
                        extra,
                        KILLS * CONSUMERS);
    }

    private String outage(QueueTraffic traffic) throws Exception {
        int messages = Math.min(MESSAGES, 1_000);
        GatewayProcess gateway = start(traffic);
        try {
            simulator.faults().put("away", "{\"status\":500}");
            traffic.send(messages);
            long begun = System.nanoTime();
            Waiting.until(OUTAGE, () -> false);
            assertThat(traffic.answered()).isZero();
            simulator.faults().clear();
            assertThat(Waiting.until(LONGEST, () -> traffic.answered() == messages))
                    .isTrue();
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            assertThat(traffic.dead()).isZero();
            assertThat(traffic.failed()).isZero();
            return """
                    All providers away for %d s from the first message on: %,d messages were all answered, the last one %d s after
                    it was sent; none was lost, none given up.
                    """.formatted(OUTAGE.toSeconds(), messages, seconds);
        } finally {
            gateway.close();
        }
    }

    private GatewayProcess start(QueueTraffic traffic) throws IOException {
        Path settings = folder.resolve("queue.yaml");
        Files.writeString(settings, """
                gateway:
                  providers:
                    openai: {address: "127.0.0.1:%d"}
                  idempotency: {lease: 3s}
                  queues:
                    retry: {max-attempts: 8, first-delay: 1s, max-delay: 5m, max-age: 1d}
                    jms:
                      broker: {url: "tcp://127.0.0.1:%d"}
                      request-queue: requests
                      reply-queue: replies
                      dead-letter-queue: dead
                      key: %s
                      consumers: %d
                """.formatted(simulator.port(), traffic.port(), TestGateway.KEY, CONSUMERS));
        return GatewayProcess.start(
                Map.of("SERAI_DATA_DIR", folder.resolve("data").toString()), List.of("--config", settings.toString()));
    }
}
