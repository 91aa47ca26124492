package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.settings.Profile;
import gateway.settings.SettingsLoader;
import gateway.simulator.Simulator;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of sound and unsound settings. */
class DoctorTest {
    private static Vertx vertx;
    private static Simulator server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        server = Simulator.start(vertx, "127.0.0.1", 0);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void callsEveryProviderOfASimulatorWithoutAnyCredential() throws Exception {
        Report report = examine("", Map.of());

        assertThat(report.code()).isZero();
        assertThat(report.text()).contains("settings: ok, ", "simulator: plays the providers without a credential");
        for (String provider : SettingsLoader.shipped()
                .load(Profile.EMBEDDED, List.of(), Map.of())
                .settings()
                .providers()
                .keySet()) {
            assertThat(report.text())
                    .containsPattern(
                            "(?m)^" + provider + ": no credential \\(.+\\); .+ at the simulator answered in \\d+ ms$");
        }
    }

    @Test
    void namesTheVariableThatHoldsTheKeyButNotTheKey() throws Exception {
        Report report = examine(address("anthropic"), Map.of("ANTHROPIC_API_KEY", "sk-secret"));

        assertThat(report.code()).isZero();
        assertThat(report.text())
                .containsPattern("(?m)^anthropic: credential: ANTHROPIC_API_KEY; .* answered in")
                .doesNotContain("sk-secret");
    }

    @Test
    void saysWhatToDoAboutARefusedKey() throws Exception {
        Report report = examine(address("openai"), Map.of("SERAI_PROVIDERS_OPENAI_API_KEY", "bad-key-secret"));

        assertThat(report.code()).isEqualTo(1);
        assertThat(report.text())
                .containsPattern("(?m)^openai: credential: SERAI_PROVIDERS_OPENAI_API_KEY; .* failed: status 401")
                .contains("Check the credential: OPENAI_API_KEY or SERAI_PROVIDERS_OPENAI_API_KEY")
                .doesNotContain("bad-key-secret");
    }

    @Test
    void saysWhatToDoAboutAHostThatCannotBeReached() throws Exception {
        int closed = FreePort.orElse("127.0.0.1", 0);

        Report report = examine("", Map.of("OLLAMA_HOST", "127.0.0.1:" + closed));

        assertThat(report.code()).isEqualTo(1);
        assertThat(report.text())
                .containsPattern("(?m)^ollama: credential: none needed, OLLAMA_HOST is set; .* failed: ")
                .contains("Check that 127.0.0.1 can be reached from here");
    }

    @Test
    void tellsAllProblemsOfTheSettings() throws Exception {
        Report report = examine("gateway: {port: 99999, log: {level: loud}}", Map.of());

        assertThat(report.code()).isEqualTo(1);
        assertThat(report.text())
                .contains("settings: gateway.port must be", "settings: gateway.log.level must be")
                .doesNotContain("ok");
    }

    @Test
    void refusesArgumentsThatItDoesNotKnow() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int code = Doctor.run(List.of("--all"), Map.of(), new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(code).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("unknown argument --all");
    }

    @Test
    void callsOneProviderInAllWays() throws Exception {
        for (String provider : List.of("anthropic", "openai", "gemini", "bedrock")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int code = Doctor.run(
                    List.of("--provider", provider), Map.of(), new PrintStream(out, true, StandardCharsets.UTF_8));
            String text = out.toString(StandardCharsets.UTF_8);

            assertThat(code).as(text).isZero();
            assertThat(text)
                    .containsPattern("(?m)^" + provider + ": answer: an answer, ended by \\w+ in \\d+ ms$")
                    .containsPattern("(?m)^" + provider + ": stream: a stream of \\d+ events in \\d+ ms$")
                    .containsPattern("(?m)^" + provider + ": tool call: .* in \\d+ ms$")
                    .containsPattern("(?m)^" + provider + ": news: (none|VALUE|FIELD|TYPE)")
                    .containsPattern(
                            "(?m)^" + provider + (provider.equals("anthropic") ? ": " : ": vectors: 1 of \\d+ "))
                    .containsPattern(
                            "(?m)^" + provider + (provider.equals("openai") ? ": " : ": token count: \\d+ tokens"))
                    .doesNotContainPattern("(?m)^ollama");
        }
    }

    @Test
    void refusesAProviderThatThereIsNot() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int code = Doctor.run(
                List.of("--provider", "nobody"), Map.of(), new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(code).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("there is no provider nobody: choose one of ");
    }

    private record Report(int code, String text) {}

    private Report examine(String overlay, Map<String, String> environment) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Doctor.run(
                overlay.isEmpty() ? List.of() : List.of("--config", file(overlay)),
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return new Report(code, out.toString(StandardCharsets.UTF_8));
    }

    private String file(String overlay) throws IOException {
        return Files.writeString(folder.resolve("overlay.yaml"), overlay).toString();
    }

    private static String address(String provider) {
        return "gateway: {providers: {" + provider + ": {address: '127.0.0.1:" + server.port() + "'}}}";
    }
}
