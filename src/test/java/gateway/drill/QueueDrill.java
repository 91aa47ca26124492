package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.QuotaLab;
import gateway.app.QuotaLab.Store;
import gateway.app.TestGateway;
import gateway.http.Waiting;
import gateway.quota.LedgerRow;
import gateway.simulator.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A backlog that is answered while its consumer is killed again and again, and while all providers are away. */
class QueueDrill {
    private static final StringBuilder KILL_ROWS = new StringBuilder();
    private static final StringBuilder OUTAGE_ROWS = new StringBuilder();
    private static final Path PAGE = Path.of("docs", "queues.md");
    private static final int MESSAGES = Integer.getInteger("messages", 10_000);
    private static final int KILLS = Integer.getInteger("kills", 20);
    private static final int CONSUMERS = Integer.getInteger("consumers", 16);
    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @TempDir
    Path folder = Path.of("unset");

    /** What carries the messages, and what the consumers keep their books in. */
    enum Broker {
        ARTEMIS(Store.SQLITE),
        ELASTICMQ(Store.DYNAMO);

        private final Store store;

        Broker(Store store) {
            this.store = store;
        }

        QueueTraffic open(Path folder) throws IOException {
            return this == ARTEMIS ? new JmsTraffic(folder) : new SqsTraffic();
        }

        @Override
        public String toString() {
            return this == ARTEMIS ? "Artemis (JMS), SQLite" : "ElasticMQ (SQS), DynamoDB Local";
        }
    }

    @AfterAll
    static void report() {
        String report =
                """
                `./serai drill queue`, %s, on two processors that do other work too. One consumer process that takes %d messages
                at once is killed by `kill -9` again and again; broker, store and provider live on.

                | | messages | kills | time | of that without a consumer | messages a second while one ran | lost | given up | replies that came twice | of these, other bytes | calls of providers beyond one a message | those that can have been under way at the kills | charged / provider counted |
                |---|---|---|---|---|---|---|---|---|---|---|---|---|
                %s
                All providers answer 500 for %d s from the first message on:

                | | messages | lost | given up | the last reply came |
                |---|---|---|---|---|
                %s""".formatted(LocalDate.now(ZoneOffset.UTC), CONSUMERS, KILL_ROWS, OUTAGE.toSeconds(), OUTAGE_ROWS);
        Report.put(PAGE, report);
        Report.line(report);
    }

    @ParameterizedTest
    @EnumSource
    void answersEachMessageOnceWhoeverDies(Broker broker) throws Exception {
        try (QuotaLab lab = new QuotaLab(broker.store, "usd-per-month: 1000", "lease: 5s");
                QueueTraffic traffic = broker.open(folder.resolve("broker"))) {
            kills(broker, lab, traffic);
        }
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingWhileTheProvidersAreAway(Broker broker) throws Exception {
        try (QuotaLab lab = new QuotaLab(broker.store, "usd-per-month: 1000", "lease: 5s");
                QueueTraffic traffic = broker.open(folder.resolve("broker"))) {
            outage(broker, lab, traffic);
        }
    }

    private void kills(Broker broker, QuotaLab lab, QueueTraffic traffic) throws Exception {
        lab.simulator().pace(new Pace(20, 0, 10));
        traffic.send(MESSAGES);
        long begun = System.nanoTime();
        long without = 0;
        GatewayProcess gateway = start(lab, traffic);
        try {
            for (int kill = 1; kill <= KILLS; kill++) {
                int answered = (int) ((long) MESSAGES * kill / (KILLS + 1));
                assertThat(Waiting.until(LONGEST, () -> traffic.answered() >= answered))
                        .isTrue();
                gateway.kill();
                long killed = System.nanoTime();
                gateway = start(lab, traffic);
                without += System.nanoTime() - killed;
            }
            assertThat(Waiting.until(LONGEST, () -> traffic.answered() == MESSAGES))
                    .isTrue();
            long all = System.nanoTime() - begun;
            // those whose reply was sent when their consumer died come again
            assertThat(Waiting.until(Duration.ofSeconds(60), () -> traffic.waiting() == 0))
                    .isTrue();
            assertThat(lab.isQuiet(Duration.ofSeconds(60))).isTrue();
            long extra = lab.simulator().counts().started() - MESSAGES;
            LedgerRow row = lab.row();
            KILL_ROWS.append("| %s | %,d | %d | %d s | %d s | %d | 0 | %d | %d | %d | %d | %d | %.4f (%.4f) |%n"
                    .formatted(
                            broker,
                            MESSAGES,
                            KILLS,
                            Duration.ofNanos(all).toSeconds(),
                            Duration.ofNanos(without).toSeconds(),
                            Math.round(MESSAGES * 1e9 / (all - without)),
                            traffic.dead(),
                            traffic.repeated(),
                            traffic.different(),
                            extra,
                            KILLS * CONSUMERS,
                            (double) row.spent() / lab.truth(),
                            (double) (row.spent() + row.lost()) / lab.truth()));
            assertThat(traffic.failed()).isZero();
            assertThat(traffic.different()).isZero();
            assertThat(traffic.dead()).isZero();
            assertThat(extra).isBetween(0L, (long) KILLS * CONSUMERS);
            assertThat(row.spent()).isLessThanOrEqualTo(lab.truth());
            assertThat(row.spent() + row.lost()).isGreaterThanOrEqualTo(lab.truth());
        } finally {
            gateway.close();
        }
    }

    private void outage(Broker broker, QuotaLab lab, QueueTraffic traffic) throws Exception {
        int messages = Math.min(MESSAGES, 1_000);
        GatewayProcess gateway = start(lab, traffic);
        try {
            lab.simulator().faults().put("away", "{\"status\":500}");
            traffic.send(messages);
            long begun = System.nanoTime();
            boolean _ = Waiting.until(OUTAGE, () -> false);
            assertThat(traffic.answered()).isZero();
            lab.simulator().faults().clear();
            assertThat(Waiting.until(LONGEST, () -> traffic.answered() == messages))
                    .isTrue();
            OUTAGE_ROWS.append("| %s | %,d | 0 | %d | %d s after the first message |%n"
                    .formatted(
                            broker,
                            messages,
                            traffic.dead(),
                            Duration.ofNanos(System.nanoTime() - begun).toSeconds()));
            assertThat(traffic.dead()).isZero();
            assertThat(traffic.failed()).isZero();
        } finally {
            gateway.close();
        }
    }

    private GatewayProcess start(QuotaLab lab, QueueTraffic traffic) throws IOException {
        // a busy machine is no reason to ask another time
        Path settings =
                Files.writeString(folder.resolve("queue.yaml"), """
                gateway:
                  idempotency: {lease: 3s}
                  failover: {connect-timeout: 20s, first-token-initial: 20s, first-token-minimum: 20s}
                  queues:
                    retry: {max-attempts: 8, first-delay: 1s, max-delay: 5m, max-age: 1d}
                """ + traffic.settings(CONSUMERS, TestGateway.KEY));
        List<String> arguments = new ArrayList<>(lab.arguments());
        arguments.addAll(List.of("--config", settings.toString()));
        return GatewayProcess.start(lab.variables(), arguments);
    }
}
