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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A backlog that is answered while its consumer is killed again and again, and while all providers are away. */
class QueueDrill {
    private static final StringBuilder ROWS = new StringBuilder();
    private static final StringBuilder OUTAGES = new StringBuilder();
    private static final Path PAGE = Path.of("docs", "queues.md");
    private static final int MESSAGES = Integer.getInteger("messages", 10_000);
    private static final int KILLS = Integer.getInteger("kills", 20);
    private static final int CONSUMERS = Integer.getInteger("consumers", 16);
    private static final int MOST_JOBS = 2_000;
    private static final int MOST_JOB_KILLS = 5;
    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @TempDir
    Path folder = Path.of("unset");

    /** What carries the messages, and what the consumers keep their books in. */
    enum Broker {
        ARTEMIS(Store.SQLITE, "Artemis (JMS), SQLite"),
        ELASTICMQ(Store.DYNAMO, "ElasticMQ (SQS), DynamoDB Local"),
        JOBS(Store.SQLITE, "jobs: Artemis (JMS), SQLite");

        private final Store store;
        private final String title;

        Broker(Store store, String title) {
            this.store = store;
            this.title = title;
        }

        QueueTraffic open(Path folder) throws IOException {
            return switch (this) {
                case ARTEMIS -> new JmsTraffic(folder);
                case ELASTICMQ -> new SqsTraffic();
                case JOBS -> new JobTraffic(folder);
            };
        }

        /** A job is a message and two calls more, and meets the same code: fewer show as much. */
        int messages() {
            return this == JOBS ? Math.min(MESSAGES, MOST_JOBS) : MESSAGES;
        }

        int kills() {
            return this == JOBS ? Math.min(KILLS, MOST_JOB_KILLS) : KILLS;
        }
    }

    /** All of them, or the one that {@code -Dbroker=} names. */
    static List<Broker> brokers() {
        String one = System.getProperty("broker");
        return one == null ? List.of(Broker.values()) : List.of(Broker.valueOf(one));
    }

    @AfterAll
    static void report() {
        String report = """
                `./serai drill queue`, %s, on two processors that did other work too. The only consumer process, which takes %d
                messages at once, is ended by `kill -9` and started anew again and again; broker, store and provider live on. No
                message was lost and none given up, and no reply differs from the first one to its message.

                | broker, store | messages, kills | until the last reply | of that until a new process was ready | answered a second by a process | replies that came twice | calls of the provider beyond one a message; most that can have been under way at the kills | charged, of what the provider counted; with what dead processes may have spent |
                |---|---|---|---|---|---|---|---|
                %s
                Then all providers answer 500 for %d s from the first message on:
                %s""".formatted(LocalDate.now(ZoneOffset.UTC), CONSUMERS, ROWS, OUTAGE.toSeconds(), OUTAGES);
        Report.put(PAGE, report);
        Report.line(report);
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void answersEachMessageOnceWhoeverDies(Broker broker) throws Exception {
        try (QuotaLab lab = new QuotaLab(broker.store, "usd-per-month: 1000", "lease: 5s");
                QueueTraffic traffic = broker.open(folder.resolve("broker"))) {
            kills(broker, lab, traffic);
        }
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void losesNothingWhileTheProvidersAreAway(Broker broker) throws Exception {
        try (QuotaLab lab = new QuotaLab(broker.store, "usd-per-month: 1000", "lease: 5s");
                QueueTraffic traffic = broker.open(folder.resolve("broker"))) {
            outage(broker, lab, traffic);
        }
    }

    private void kills(Broker broker, QuotaLab lab, QueueTraffic traffic) throws Exception {
        lab.simulator().pace(new Pace(20, 0, 10));
        int messages = broker.messages();
        int kills = broker.kills();
        traffic.send(messages);
        long begun = System.nanoTime();
        GatewayProcess gateway = start(lab, traffic);
        long starting = System.nanoTime() - begun;
        long serving = 0;
        int served = 0;
        try {
            for (int kill = 1; kill <= kills; kill++) {
                int answered = (int) ((long) messages * kill / (kills + 1));
                int before = traffic.answered();
                long ready = System.nanoTime();
                assertThat(Waiting.until(LONGEST, () -> traffic.answered() >= answered))
                        .isTrue();
                gateway.kill();
                long killed = System.nanoTime();
                serving += killed - ready;
                served += traffic.answered() - before;
                gateway = start(lab, traffic);
                starting += System.nanoTime() - killed;
            }
            assertThat(Waiting.until(LONGEST, () -> traffic.answered() == messages))
                    .isTrue();
            long all = System.nanoTime() - begun;
            // those whose reply was sent when their consumer died come again
            assertThat(Waiting.until(Duration.ofSeconds(60), () -> traffic.waiting() == 0))
                    .isTrue();
            assertThat(lab.isQuiet(Duration.ofSeconds(60))).isTrue();
            long extra = lab.simulator().counts().started() - messages;
            LedgerRow row = lab.row();
            double truth = lab.truth();
            ROWS.append("| %s | %,d, %d | %d s | %d s | %d | %d | %d; %d | %.1f %%; %.1f %% |%n"
                    .formatted(
                            broker.title,
                            messages,
                            kills,
                            Duration.ofNanos(all).toSeconds(),
                            Duration.ofNanos(starting).toSeconds(),
                            Math.round(served * 1e9 / serving),
                            traffic.repeated(),
                            extra,
                            kills * CONSUMERS,
                            100 * row.spent() / truth,
                            100 * (row.spent() + row.lost()) / truth));
            assertThat(traffic.failed()).isZero();
            assertThat(traffic.different()).isZero();
            assertThat(traffic.dead()).isZero();
            assertThat(extra).isBetween(0L, (long) kills * CONSUMERS);
            assertThat((double) row.spent()).isLessThanOrEqualTo(truth);
            assertThat((double) (row.spent() + row.lost())).isGreaterThanOrEqualTo(truth);
        } finally {
            gateway.close();
        }
    }

    private void outage(Broker broker, QuotaLab lab, QueueTraffic traffic) throws Exception {
        int messages = Math.min(broker.messages(), 1_000);
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
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            assertThat(traffic.dead()).isZero();
            assertThat(traffic.failed()).isZero();
            OUTAGES.append(
                    "%s: %,d messages, none lost, none given up, the last reply %d s after the messages were sent.%n"
                            .formatted(broker.title, messages, seconds));
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
        Map<String, String> variables = new HashMap<>(lab.variables());
        // a process lives for some seconds
        variables.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        GatewayProcess gateway = GatewayProcess.start(variables, arguments);
        traffic.serves(gateway.uri());
        return gateway;
    }
}
