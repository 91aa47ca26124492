package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.failover.Client;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code ./serai top}, against a gateway that has something to tell. */
class TopTest {
    private static final Map<String, String> ADMIN = Map.of("SERAI_ADMIN_KEY", TestGateway.ADMIN_KEY);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void tellsWhatTheGatewayDoes() {
        try (TestGateway gateway = TestGateway.start()) {
            Client client = new Client(gateway);
            client.ask("gpt-4o-mini");
            client.ask("gpt-4o-mini");
            client.ask("no-such-model");
            client.admin("PUT", "/admin/v1/kill-switches/model/qwen3", TestGateway.ADMIN_KEY, "{\"reason\":\"test\"}");

            int code = run(ADMIN, "--once", "--url", gateway.managementUrl());

            assertThat(text(err)).isEmpty();
            assertThat(code).isZero();
            assertThat(text(out))
                    .contains("ON: model/qwen3", "own overhead ", "gpt-4o-mini", "refused in the last minute")
                    .containsPattern("(?m)^\\S+ +gpt-4o-mini +openai +\\S+ +any +closed +2 +0 ")
                    .containsPattern("model_not_found 1")
                    .doesNotContain("\u001b");
        }
    }

    @Test
    void saysWhatIsWrong() {
        try (TestGateway gateway = TestGateway.start()) {
            assertThat(run(Map.of("SERAI_ADMIN_KEY", "sk-wrong"), "--url", gateway.managementUrl()))
                    .isEqualTo(1);
            assertThat(text(err)).contains("SERAI_ADMIN_KEY");
        }
        assertThat(run(ADMIN, "--url", "http://127.0.0.1:1")).isEqualTo(1);
        assertThat(text(err)).contains("no gateway answers at http://127.0.0.1:1");
        assertThat(run(ADMIN, "--twice", "x")).isEqualTo(2);
        assertThat(text(err)).contains("unknown option --twice");
    }

    @Test
    void obeysNoNameOfTheSettings() throws IOException {
        List<String> lines = TopScreen.lines(new ObjectMapper().readTree("""
                                {"at": "2026-11-27T12:00:00Z", "switches": {"list": ["model/\\u001b[2J"]},
                                 "deployments": [{"deployment": "a\\nb", "model": "\\u202eevil", "usd": 0.5}]}"""), "http://127.0.0.1:8081");

        assertThat(String.join("\n", lines))
                .doesNotContain("\u001b", "\u202e", "a\nb")
                .contains("a?b", "?evil");
    }

    private int run(Map<String, String> environment, String... words) {
        return TopCommand.run(
                List.of(words),
                environment,
                false,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
