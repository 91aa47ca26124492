package gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.http.Waiting;
import gateway.idempotency.Claim;
import gateway.idempotency.ClaimKey;
import gateway.job.JobClient.Reply;
import gateway.local.LocalReplies;
import gateway.local.SqliteDatabase;
import gateway.simulator.Pace;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.TextMessage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Jobs whose consumer died, whose message is forged, whose answer is too long, or whose store is away. */
class JobEdgesTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String SWITCH = "/admin/v1/kill-switches/model/" + JobContract.MODEL;
    private static JmsJobs side;
    private static JobClient client;

    @BeforeAll
    static void start() {
        side = new JmsJobs("  idempotency: {lease: 2s, max-reply: 4KiB}\n");
        client = new JobClient(side.url(), side.key());
    }

    @AfterAll
    static void stop() {
        side.close();
    }

    @Test
    void answersWhatADeadConsumerHadBegun() {
        String id = begunByTheDead();

        assertThat(client.find(id).json().path("status").asText()).isEqualTo("running");

        client.await(id, "completed");
    }

    @Test
    void asksNobodyForWhatIsTakenBackAfterItsConsumerDied() {
        long before = side.simulator().counts().started();
        String id = begunByTheDead();

        assertThat(client.cancel(id).json().path("status").asText()).isEqualTo("cancelling");

        client.await(id, "cancelled");
        assertThat(side.simulator().counts().started()).isEqualTo(before);
    }

    /** A job that is claimed for some seconds, by nobody who lives. */
    private static String begunByTheDead() {
        side.admin("PUT", SWITCH, "{\"reason\":\"test\",\"mode\":\"drain\"}");
        String id = client.submit(CHAT, "Hello");
        try (SqliteDatabase database = SqliteDatabase.replies(side.folder(), System::nanoTime)) {
            LocalReplies store = new LocalReplies(database, InstantSource.system());
            ClaimKey run = new ClaimKey("demo", "job-run", id);
            assertThat(Waiting.until(
                            Duration.ofSeconds(20),
                            () -> store.claim(
                                            run.hash(),
                                            ClaimKey.hash("job-run"),
                                            "dead",
                                            InstantSource.system().instant().plusSeconds(3))
                                    .equals(new Claim.Won())))
                    .isTrue();
        }
        side.admin("DELETE", SWITCH, "");
        return id;
    }

    @Test
    void saysThatAnAnswerIsTooLongToBeKept() {
        side.simulator().pace(new Pace(0, 0, 3_000));

        Reply sent = client.post(JobClient.job("/v1/messages", "Hello").replace(":64", ":4000"), Map.of());

        JsonNode done = client.await(sent.json().path("id").asText(), "failed");

        side.simulator().pace(Pace.INSTANT);
        JsonNode response = done.path("response");
        assertThat(response.path("status_code").asInt()).isEqualTo(413);
        assertThat(response.path("headers").path("x-serai-code").asText()).isEqualTo("reply_too_large");
        assertThat(response.path("body").path("type").asText()).isEqualTo("error");
        assertThat(response.path("body").path("error").path("message").asText()).contains("4096 bytes");
    }

    @Test
    void asksNothingForAMessageThatNobodySent() throws Exception {
        long before = side.simulator().counts().started();
        try (JMSContext context = ((ConnectionFactory)
                                Objects.requireNonNull(side.beans().get("jmsConnections")))
                        .createContext();
                JMSConsumer dead = context.createConsumer(context.createQueue("serai.dead"))) {
            var queue = context.createQueue("serai.jobs");
            context.createProducer().send(queue, "{\"tenant\":\"demo\",\"job\":\"job_" + "0".repeat(32) + "\"}");
            context.createProducer().send(queue, JobClient.request("Hello"));

            TextMessage note = (TextMessage) Objects.requireNonNull(dead.receive(20_000));

            assertThat(new ObjectMapper().readTree(note.getText()).path("why").asText())
                    .isEqualTo("unreadable");
            assertThat(note.getText()).doesNotContain("Hello");
            assertThat(dead.receive(300)).isNull();
        }
        assertThat(side.simulator().counts().started()).isEqualTo(before);
    }

    @Test
    void takesNothingThatItCannotWriteDown() throws Exception {
        String done = client.submit(CHAT, "Hello");
        client.await(done, "completed");
        try (Connection file = DriverManager.getConnection(
                        "jdbc:sqlite:" + side.folder().resolve("idempotency.db"));
                Statement statement = file.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            Reply refused = client.post(JobClient.job(CHAT, "Hello"), Map.of());

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("store_unavailable");
            assertThat(client.find(done).status()).isEqualTo(200);
            statement.execute("ROLLBACK");
        }
        assertThat(Waiting.until(
                        Duration.ofSeconds(20),
                        () -> client.post(JobClient.job(CHAT, "Hello"), Map.of())
                                        .status()
                                == 202))
                .isTrue();
    }
}
