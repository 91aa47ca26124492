package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.model.Redacted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queues are named completely, and in a way that can work. */
class QueueSettingsTest {
    private static final String RETRY = "retry: {max-attempts: 8, first-delay: 1s, max-delay: 5m, max-age: 1d}";
    private static final String JMS =
            "request-queue: a, reply-queue: b, reply-queues: [c], dead-letter-queue: d, consumers: 4";
    private static final String SQS = "request-queue: https://sqs.eu-central-1.amazonaws.com/1/a, reply-queue:"
            + " https://sqs.eu-central-1.amazonaws.com/1/b, dead-letter-queue:"
            + " https://sqs.eu-central-1.amazonaws.com/1/d, consumers: 4, visibility: 30s";

    @TempDir
    private Path folder;

    @Test
    void areReadAsTheyAreWritten() throws IOException {
        QueuesSettings.Common common = common(load(Profile.EMBEDDED, RETRY + ", jms: {" + JMS + "}"));

        assertThat(common.replyQueue(null)).isEqualTo("b");
        assertThat(common.replyQueue("c")).isEqualTo("c");
        assertThat(common.replyQueue("a")).isEqualTo("b");
        assertThat(common.deadLetterContent()).isNull();
        assertThat(common.key()).isNull();
    }

    @Test
    void takeTheirKeyFromTheEnvironmentAndKeepItFromProperties() throws IOException {
        SettingsLoader.Loaded loaded =
                load(Profile.EMBEDDED, RETRY + ", jms: {" + JMS + "}", Map.of("SERAI_QUEUES_JMS_KEY", "sk-serai-a-b"));

        assertThat(common(loaded).key()).isEqualTo(new Redacted("sk-serai-a-b"));
        assertThat(loaded.flat()).doesNotContainKey("gateway.queues.jms.key");
        assertThat(loaded.settings().toString()).doesNotContain("sk-serai-a-b");
    }

    @Test
    void ofSqsAreForTheProfileAws() throws IOException {
        assertThat(load(Profile.AWS, RETRY + ", sqs: {" + SQS + "}").settings().queues())
                .isNotNull();
        assertThat(problems(Profile.EMBEDDED, RETRY + ", sqs: {" + SQS + "}"))
                .singleElement()
                .asString()
                .startsWith("gateway.queues.sqs needs the profile aws");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reply-queue: b | reply-queue: a | needs a queue each for requests, replies and dead letters",
                "[c] | [a] | must not name the queue of requests",
                "dead-letter-queue: d | dead-letter-queue: 'd?x=1' | names a queue that is not letters",
                "consumers: 4 | consumers: 0 | gateway.queues.jms.consumers must be 1 to 500, is 0",
                "consumers: 4 | consumers: 4, port: 70000 | gateway.queues.jms.port must be 1 to 65535",
                "consumers: 4 | consumers: 4, port: 1, broker: {url: 'tcp://localhost:1'} | is for the broker in this process",
                "consumers: 4 | consumers: 4, broker: {url: 'http://localhost:1'} | must be an address such as tcp://",
                "consumers: 4 | consumers: 4, broker: {url: 'tcp://b.example.com:1'} | which is not in gateway.egress.hosts",
            })
    void ofJmsMustBeSound(String from, String to, String problem) {
        assertThat(problems(Profile.EMBEDDED, RETRY + ", jms: {" + JMS.replace(from, to) + "}"))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "visibility: 30s | visibility: 5s | gateway.queues.sqs.visibility must be 10s to 12h",
                "https://sqs.eu-central-1.amazonaws.com/1/d | http://sqs.eu-central-1.amazonaws.com/1/d | must name queues by their URLs",
            })
    void ofSqsMustBeSound(String from, String to, String problem) {
        assertThat(problems(Profile.AWS, RETRY + ", sqs: {" + SQS.replace(from, to) + "}"))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @Test
    void mayBeFifoButForJobs() throws IOException {
        QueuesSettings queues = load(Profile.AWS, RETRY + ", sqs: {" + SQS.replace("/1/a", "/1/a.fifo") + "}")
                .settings()
                .queues();
        assertThat(Objects.requireNonNull(queues).served()).singleElement().matches(QueuesSettings.Served::isFifo);
        assertThat(
                        problems(
                                Profile.AWS,
                                RETRY
                                        + ", jobs: {kind: sqs, request-queue: 'https://sqs.eu-central-1.amazonaws.com/1/j.fifo',"
                                        + " dead-letter-queue: 'https://sqs.eu-central-1.amazonaws.com/1/d', consumers: 4, kept: 2d}"))
                .singleElement()
                .asString()
                .contains("gateway.queues.jobs.request-queue names a FIFO queue");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kept: 2d | kept: 1d | gateway.queues.jobs.kept must be more than retry.max-age",
                "kind: jms | kind: sqs | gateway.queues.jobs needs the profile aws",
                "kind: jms | kind: kafka | gateway.queues.jobs.kind must be one of jms, sqs",
                "request-queue: jobs | request-queue: d | needs a queue each for requests and dead letters",
                "request-queue: jobs | request-queue: 'a b' | names a queue that is not letters",
            })
    void ofJobsMustBeSound(String from, String to, String problem) {
        String jobs = "jobs: {kind: jms, request-queue: jobs, dead-letter-queue: d, consumers: 4, kept: 2d}";
        assertThat(problems(Profile.EMBEDDED, RETRY + ", " + jobs.replace(from, to)))
                .anySatisfy(each -> assertThat(each).contains(problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "more: | jobs: | gateway.queues.named.jobs must have a name of small letters",
                "request-queue: e | request-queue: a | gateway.queues.named.more.request-queue is read by another entry",
                "reply-queue: f | reply-queue: a | gateway.queues.named.more must not write to a queue of requests",
                "tenant: demo | tenant: demo, key: sk-serai-a-b | gateway.queues.named.more.tenant says whose messages",
                "kind: jms | kind: sqs | gateway.queues.named.more needs the profile aws",
            })
    void byNameMustBeSound(String from, String to, String problem) {
        String named = "named: {more: {kind: jms, tenant: demo, request-queue: e, reply-queue: f, dead-letter-queue: d,"
                + " consumers: 1}}";
        assertThat(problems(Profile.EMBEDDED, RETRY + ", jms: {" + JMS + "}, " + named.replace(from, to)))
                .anySatisfy(each -> assertThat(each).contains(problem));
    }

    @Test
    void haveOneBroker() throws IOException {
        String broker = "broker: {url: 'tcp://localhost:1'}";
        assertThat(problems(Profile.EMBEDDED, RETRY + ", " + broker + ", jms: {" + JMS + ", " + broker + "}"))
                .singleElement()
                .asString()
                .startsWith("gateway.queues.broker is there twice");
        for (String either : List.of(broker + ", jms: {" + JMS + "}", "jms: {" + JMS + ", " + broker + "}")) {
            QueuesSettings queues = Objects.requireNonNull(
                    load(Profile.EMBEDDED, RETRY + ", " + either).settings().queues());
            assertThat(Objects.requireNonNull(queues.theBroker()).url()).hasToString("tcp://localhost:1");
        }
    }

    @Test
    void areTriedAgainWithDelaysThatGrow() {
        assertThat(problems(Profile.EMBEDDED, RETRY.replace("5m", "10ms")))
                .singleElement()
                .asString()
                .startsWith("gateway.queues.retry.max-delay must not be less than first-delay");
    }

    private static QueuesSettings.Common common(SettingsLoader.Loaded loaded) {
        QueuesSettings queues = Objects.requireNonNull(loaded.settings().queues());
        return Objects.requireNonNull(queues.jms()).common();
    }

    private List<String> problems(Profile profile, String queues) {
        return catchThrowableOfType(SettingsException.class, () -> load(profile, queues))
                .problems();
    }

    private SettingsLoader.Loaded load(Profile profile, String queues) throws IOException {
        return load(profile, queues, Map.of());
    }

    private SettingsLoader.Loaded load(Profile profile, String queues, Map<String, String> environment)
            throws IOException {
        Path file = Files.writeString(folder.resolve("queues.yaml"), "gateway:\n  queues: {" + queues + "}\n");
        return new SettingsLoader(SettingsTexts.SMALL).load(profile, List.of(file), environment);
    }
}
