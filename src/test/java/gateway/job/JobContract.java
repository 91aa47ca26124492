package gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.http.Waiting;
import gateway.job.JobClient.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for jobs, whichever queue they wait on. */
abstract class JobContract extends JobTurnContract {
    private static final String MESSAGES = "/v1/messages";
    private static final String OFF = "{\"reason\":\"test\",\"mode\":\"drain\"}";

    JobContract(JobSide side) {
        super(side);
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, MESSAGES})
    void answersAsTheEndpointDoes(String endpoint) throws Exception {
        Reply sent = demo().post(JobClient.job(endpoint, "Hello"), Map.of());
        assertThat(sent.status()).isEqualTo(202);
        assertThat(sent.json().path("id").asText()).matches("job_[0-9a-f]{32}");
        assertThat(sent.json().path("object").asText()).isEqualTo("job");
        assertThat(sent.json().path("status").asText()).isEqualTo("queued");
        assertThat(sent.json().path("endpoint").asText()).isEqualTo(endpoint);

        JsonNode done = demo().await(sent.json().path("id").asText(), "completed");

        JsonNode response = done.path("response");
        JsonNode http = demo().call("POST", endpoint, Map.of(), JobClient.request("Hello"))
                .json();
        String content = endpoint.equals(CHAT) ? "choices" : "content";
        assertThat(response.path("status_code").asInt()).isEqualTo(200);
        assertThat(response.path("body").path(content)).isNotEmpty().isEqualTo(http.path(content));
        assertThat(response.path("body").path("usage")).isEqualTo(http.path("usage"));
        assertThat(response.path("headers").path("x-serai-model").asText()).isEqualTo(MODEL);
        assertThat(done.path("completed_at").asLong())
                .isGreaterThanOrEqualTo(done.path("created_at").asLong());
    }

    @Test
    void leavesARecordOfTheDecision() throws Exception {
        JsonNode done = demo().await(demo().submit(CHAT, "Hello"), "completed");

        String decision = done.path("response").path("request_id").asText();

        assertThat(decision).startsWith("req_");
        assertThat(Waiting.until(
                        Duration.ofSeconds(10),
                        () -> side.admin("GET", "/admin/v1/decisions/" + decision, "")
                                .contains("\"jobs\"")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, MESSAGES})
    void failsWithTheEndpointsErrorIfAGuardrailBlocks(String endpoint) {
        side.admin(
                "PUT",
                DEMO,
                "{\"residency\":\"any\",\"guardrails\":{\"general\":{\"denied-topics\":{\"arms\":[\"howitzer\"]}}}}");

        JsonNode done = demo().await(demo().submit(endpoint, "Where can I buy a howitzer?"), "failed");

        JsonNode response = done.path("response");
        assertThat(response.path("status_code").asInt()).isEqualTo(400);
        assertThat(response.path("headers").path("x-serai-code").asText()).isEqualTo("blocked_by_guardrail");
        JsonNode body = response.path("body");
        assertThat(body.path("type").asText()).isEqualTo(endpoint.equals(CHAT) ? "" : "error");
        assertThat(body.path("error").path("message").asText()).contains("guardrails");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | endpoint",
                "{\"endpoint\":\"/v1/completions\",\"body\":{}} | endpoint",
                "{\"endpoint\":\"/v1/messages\"} | body",
                "{\"endpoint\":\"/v1/messages\",\"body\":[]} | body",
                "{\"endpoint\":\"/v1/messages\",\"body\":{\"stream\":true}} | body.stream",
                "{\"endpoint\":\"/v1/messages\",\"body\":{},\"url\":\"x\"} | null",
            })
    void refusesWhatIsNoJob(String job, String param) {
        Reply reply = demo().post(job, Map.of());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid_request");
        assertThat(reply.json().path("error").path("param").asText("null")).isEqualTo(param);
    }

    @Test
    void isAnotherTenantsBusinessOnlyIfItIsTheirs() throws Exception {
        String id = demo().submit(CHAT, "Hello");
        demo().await(id, "completed");
        side.admin("PUT", "/admin/v1/tenants/other", "{\"residency\":\"any\"}");
        JobClient other = new JobClient(side.url(), newKey("other").path("key").asText());

        assertThat(other.find(id).status()).isEqualTo(404);
        assertThat(other.cancel(id).status()).isEqualTo(404);
        assertThat(demo().find(id).status()).isEqualTo(200);
        assertThat(demo().find("job_" + "0".repeat(32)).status()).isEqualTo(404);
        assertThat(demo().find("nonsense").status()).isEqualTo(404);
        JobClient nobody = new JobClient(side.url(), "sk-serai-nobody");
        assertThat(nobody.find(id).status()).isEqualTo(401);
        assertThat(nobody.cancel(id).status()).isEqualTo(401);
        assertThat(nobody.post(JobClient.job(CHAT, "Hello"), Map.of()).code()).isEqualTo("invalid_api_key");
    }

    @Test
    void isNotAnsweredForAKeyThatWasRevokedMeanwhile() throws Exception {
        JsonNode key = newKey("demo");
        JobClient client = new JobClient(side.url(), key.path("key").asText());
        side.admin("PUT", SWITCH + "model/" + MODEL, OFF);
        String id = client.submit(CHAT, "Hello");
        side.admin("DELETE", "/admin/v1/keys/" + key.path("id").asText(), "");
        long before = side.simulator().counts().started();

        side.admin("DELETE", SWITCH + "model/" + MODEL, "");

        JsonNode response = demo().await(id, "failed").path("response");
        assertThat(response.path("status_code").asInt()).isEqualTo(401);
        assertThat(response.path("headers").path("x-serai-code").asText()).isEqualTo("invalid_api_key");
        assertThat(side.simulator().counts().started()).isEqualTo(before);
    }

    @Test
    void waitsForASwitchAndIsTakenBackMeanwhile() {
        side.admin("PUT", SWITCH + "model/" + MODEL, OFF);
        String kept = demo().submit(CHAT, "Keep");
        String taken = demo().submit(CHAT, "Take back");
        assertThat(Waiting.until(
                        Duration.ofSeconds(20), () -> demo().cancel(taken).status() == 200))
                .isTrue();
        demo().await(taken, "cancelled");
        assertThat(demo().cancel(taken).status()).isEqualTo(200);

        side.admin("DELETE", SWITCH + "model/" + MODEL, "");

        assertThat(demo().await(kept, "completed").path("response").path("body").path("choices"))
                .isNotEmpty();
        JsonNode cancelled = demo().find(taken).json();
        assertThat(cancelled.path("status").asText()).isEqualTo("cancelled");
        assertThat(cancelled.has("response")).isFalse();
        Reply late = demo().call("DELETE", "/v1/jobs/" + kept, Map.of(), "");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("error").path("message").asText()).contains("is completed");
    }

    @Test
    void isOneJobIfItIsSentTwiceWithItsKey() {
        long before = side.simulator().counts().started();
        Map<String, String> once = Map.of("idempotency-key", UUID.randomUUID().toString());
        Reply first = demo().post(JobClient.job(CHAT, "Once"), once);
        Reply second = demo().post(JobClient.job(CHAT, "Once"), once);
        Reply third = demo().post(JobClient.job(CHAT, "Something else"), once);

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(third.status()).isEqualTo(409);
        assertThat(third.code()).isEqualTo("idempotency_conflict");
        demo().await(first.json().path("id").asText(), "completed");
        assertThat(side.simulator().counts().started() - before).isEqualTo(1);
    }

    @Test
    void failsAfterTooManyFailures() {
        side.simulator().faults().put("down", "{\"status\":500}");
        String id = demo().submit(MESSAGES, "Hello");

        JsonNode response = demo().await(id, "failed").path("response");

        assertThat(response.path("status_code").asInt()).isEqualTo(502);
        assertThat(response.path("body").path("type").asText()).isEqualTo("error");
        assertThat(side.admin("GET", "/metrics", ""))
                .contains("serai_queue_messages_total{fate=\"failed\",route=\"jobs\"} 1.0");
    }

    @Test
    void areNotTakenWhileTheirRouteIsSwitchedOff() {
        String id = demo().submit(CHAT, "Hello");
        demo().await(id, "completed");

        side.admin("PUT", SWITCH + "route/jobs", OFF);

        assertThat(demo().post(JobClient.job(CHAT, "Hello"), Map.of()).code()).isEqualTo("switched_off");
        assertThat(demo().find(id).code()).isEqualTo("switched_off");
        side.admin("DELETE", SWITCH + "route/jobs", "");
        assertThat(demo().find(id).status()).isEqualTo(200);
    }

    @Test
    void outlivesTheGateway() {
        String done = demo().submit(CHAT, "Before");
        JsonNode before = demo().await(done, "completed");
        side.admin("PUT", SWITCH + "model/" + MODEL, OFF);
        String waiting = demo().submit(CHAT, "After");

        side.restart();

        assertThat(demo().find(done).json()).isEqualTo(before);
        side.admin("DELETE", SWITCH + "model/" + MODEL, "");
        demo().await(waiting, "completed");
    }

    @Test
    void holdsToWhatTheHeadersDemand() {
        String job = JobClient.job(CHAT, "Hello").replace(MODEL, "claude-sonnet-4-5");
        Reply sent = demo().post(job, Map.of("x-serai-residency", "eu"));

        JsonNode done = demo().await(sent.json().path("id").asText(), "completed");

        assertThat(done.path("response")
                        .path("headers")
                        .path("x-serai-residency")
                        .asText())
                .isEqualTo("eu");
    }
}
