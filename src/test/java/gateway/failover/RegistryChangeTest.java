package gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.app.TestGateway;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.simulator.Pace;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Models, tenants and keys change under load, and nobody notices but those who are meant. */
class RegistryChangeTest {
    private static final String ADMIN = "/admin/v1/";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int CALLERS = 8;
    private static final String MODEL = """
            {"context-tokens": 1000, "max-output-tokens": 100, "deployments": {"brand-new-openai": {
              "provider": "openai", "upstream-name": "%s", "region": "global", "residency": "any",
              "priority": 0, "weight": 1, "price": {"input": 1, "cache-read": 1, "cache-write": 1,
              "cache-write-1h": 1, "output": 1, "taken": "2026-11-26"}}}}""";

    private static TestGateway gateway;
    private static Client client;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
        client = new Client(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void addsSwapsAndRemovesAModelUnderLoad() {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                callers.execute(() -> {
                    while (!over.get()) {
                        calls.incrementAndGet();
                        if (client.ask("gpt-4o-mini").status() != 200) {
                            failed.incrementAndGet();
                        }
                    }
                });
            }

            Reply before = client.ask("brand-new");
            Reply put = admin("PUT", "models/brand-new", MODEL.formatted("first"));
            Reply first = client.ask("brand-new");
            admin("PUT", "models/brand-new", MODEL.formatted("second"));
            Reply second = client.ask("brand-new");
            Reply removed = admin("DELETE", "models/brand-new", "");
            Reply after = client.ask("brand-new");
            Patience.until(() -> calls.get() > 200, LONG);
            over.set(true);

            assertThat(before.status()).isEqualTo(404);
            assertThat(put.status()).as(put.body()).isEqualTo(200);
            assertThat(first.status()).as(first.body()).isEqualTo(200);
            assertThat(first.header("x-serai-deployment")).isEqualTo("brand-new-openai");
            assertThat(second.status()).isEqualTo(200);
            assertThat(gateway.simulator().counts().startedFor("first")).isEqualTo(1);
            assertThat(gateway.simulator().counts().startedFor("second")).isEqualTo(1);
            assertThat(removed.status()).isEqualTo(200);
            assertThat(after.status()).isEqualTo(404);
        }
        assertThat(failed).hasValue(0);
    }

    @Test
    void keepsATenantsResidencyWhateverItsRequestsSay() throws JsonProcessingException {
        admin("PUT", "tenants/clinic", "{\"residency\": \"eu\"}");
        String key = key("clinic");

        Reply pinned = ask(key, "gpt-4o-mini", Map.of("x-serai-residency", "any"));
        Reply served = ask(key, "claude-sonnet-4-5", Map.of("x-serai-residency", "any"));

        assertThat(pinned.status()).isEqualTo(403);
        assertThat(pinned.header("x-serai-code")).isEqualTo("no_deployment_in_region");
        assertThat(served.header("x-serai-residency")).isEqualTo("eu");
        assertThat(served.header("x-serai-deployment")).isEqualTo("sonnet-4-5-bedrock-eu");
    }

    @Test
    void refusesARevokedKeyAtOnce() throws JsonProcessingException {
        Reply made = admin("POST", "keys", "{\"tenant\": \"demo\"}");
        String key = new ObjectMapper().readTree(made.body()).path("key").asText();
        String id = new ObjectMapper().readTree(made.body()).path("id").asText();
        Reply valid = ask(key, "gpt-4o-mini", Map.of());

        admin("DELETE", "keys/" + id, "");

        assertThat(valid.status()).isEqualTo(200);
        assertThat(ask(key, "gpt-4o-mini", Map.of()).status()).isEqualTo(401);
    }

    @Test
    void cutsTheStreamsOfOneTenantAndLeavesThoseOfAnotherAlone() throws JsonProcessingException {
        admin("PUT", "tenants/other", "{\"residency\": \"any\"}");
        String key = key("other");
        gateway.simulator().pace(new Pace(0, 5, 100_000));
        try (OpenStream cut = OpenStream.of(gateway, Api.OPENAI, "gpt-4o-mini");
                OpenStream left = OpenStream.of(gateway, Api.ANTHROPIC, "gpt-4o-mini", key)) {
            Patience.until(() -> cut.hasBegun() && left.hasBegun(), LONG);

            admin("PUT", "kill-switches/tenant/demo", "{\"reason\": \"incident 42\", \"mode\": \"cut\"}");

            cut.awaitEnd(LONG);
            int then = left.text().length();
            Patience.until(() -> left.text().length() > then + 500, LONG);
            assertThat(cut.text()).contains("\"code\":\"switched_off\"");
            assertThat(left.hasEnded()).isFalse();
        } finally {
            admin("DELETE", "kill-switches/tenant/demo", "");
            gateway.simulator().pace(Pace.INSTANT);
        }
    }

    private static String key(String tenant) throws JsonProcessingException {
        Reply made = admin("POST", "keys", "{\"tenant\": \"" + tenant + "\"}");
        assertThat(made.status()).as(made.body()).isBetween(200, 201);
        return new ObjectMapper().readTree(made.body()).path("key").asText();
    }

    private static Reply ask(String key, String model, Map<String, String> headers) {
        return client.post(Api.OPENAI, key, headers, Client.body(model, false));
    }

    private static Reply admin(String method, String path, String body) {
        return client.admin(method, ADMIN + path, TestGateway.ADMIN_KEY, body);
    }
}
