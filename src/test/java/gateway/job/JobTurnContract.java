package gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.http.Waiting;
import gateway.job.JobClient.Reply;
import gateway.simulator.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds when a job's turn comes, or is taken from it, whichever queue it waits on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JobTurnContract {
    static final String MODEL = "gpt-5.4-mini";
    static final String CHAT = "/v1/chat/completions";
    static final String DEMO = "/admin/v1/tenants/demo";
    static final String SWITCH = "/admin/v1/kill-switches/";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofSeconds(30);
    /** Longer than anybody waits. */
    private static final Pace NEVER = new Pace(120_000, 0, 5);

    final JobSide side;

    JobTurnContract(JobSide side) {
        this.side = side;
    }

    @AfterEach
    void heal() {
        side.simulator().faults().clear();
        side.simulator().pace(Pace.INSTANT);
        side.admin("DELETE", SWITCH + "model/" + MODEL, "");
        side.admin("DELETE", SWITCH + "route/jobs", "");
        side.admin("PUT", DEMO, "{\"residency\":\"any\"}");
    }

    @AfterAll
    void close() {
        side.close();
    }

    @Test
    void givesItsProviderUpWhenItIsTakenBackWhileItRuns() throws Exception {
        long aborted = side.simulator().counts().aborted();
        String id = running();

        Reply taken = demo().cancel(id);

        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.json().path("status").asText()).isEqualTo("cancelling");
        JsonNode over = demo().await(id, "cancelled");
        assertThat(over.has("response")).isFalse();
        assertThat(Waiting.until(LONG, () -> side.simulator().counts().aborted() > aborted))
                .isTrue();
        assertThat(demo().cancel(id).json().path("status").asText()).isEqualTo("cancelled");
        assertThat(Waiting.until(LONG, () -> !booked().isEmpty())).isTrue();
        assertThat(booked()).allSatisfy(each -> {
            assertThat(each.path("route").asText()).isEqualTo("jobs");
            assertThat(each.path("cost_micro_usd").asLong()).isPositive();
        });
    }

    @Test
    void hearsOfItsEndByAnotherProcess() throws Exception {
        String id = running();
        try (JobSide.Replica other = side.replica()) {
            JobClient client = new JobClient(other.url(), side.key());

            assertThat(client.cancel(id).json().path("status").asText()).isEqualTo("cancelling");

            client.await(id, "cancelled");
        }
        demo().await(id, "cancelled");
        assertThat(Waiting.until(LONG, () -> side.simulator().counts().open() == 0))
                .isTrue();
    }

    @Test
    void waitsForRoomInTheTenantsLimit() {
        side.admin("PUT", DEMO, "{\"residency\":\"any\",\"limits\":{\"concurrent\":1}}");
        double before = putBack();
        String first = running();

        String second = demo().submit(CHAT, "Second");

        assertThat(Waiting.until(LONG, () -> putBack() > before)).isTrue();
        side.simulator().pace(Pace.INSTANT);
        demo().cancel(first);
        demo().await(first, "cancelled");
        demo().await(second, "completed");
    }

    /** A job whose provider has begun, and does not end. */
    private String running() {
        side.simulator().pace(NEVER);
        int open = side.simulator().counts().open();
        String id = demo().submit(CHAT, "Slowly");
        assertThat(Waiting.until(LONG, () -> side.simulator().counts().open() > open))
                .isTrue();
        demo().await(id, "running");
        return id;
    }

    private double putBack() {
        String name = "serai_queue_messages_total{fate=\"put_back\",route=\"jobs\"} ";
        return side.admin("GET", "/metrics", "")
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .sum();
    }

    /** The records of calls that were given up. */
    private List<JsonNode> booked() {
        List<JsonNode> found = new ArrayList<>();
        read(side.admin("GET", "/admin/v1/decisions?tenant=demo&result=client_gone", ""))
                .path("decisions")
                .forEach(each -> found.add(read(side.admin(
                                "GET", "/admin/v1/decisions/" + each.path("id").asText(), ""))
                        .path("record")));
        return found;
    }

    final JobClient demo() {
        return new JobClient(side.url(), side.key());
    }

    final JsonNode newKey(String tenant) {
        return read(side.admin("POST", "/admin/v1/keys", "{\"tenant\":\"" + tenant + "\"}"));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
