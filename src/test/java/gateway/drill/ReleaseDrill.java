package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.FreePort;
import gateway.http.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts what {@code ./serai release} made from another folder, by {@code java -jar} and by its own {@code ./serai
 * run}.
 */
class ReleaseDrill {
    private static final String KEY = "sk-serai-demo-release";
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String CALL =
            "{\"model\": \"claude-sonnet-4-5\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void runsWithoutMaven() throws Exception {
        Path archive = only(Path.of("target"), "serai-", ".tar.gz");
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Process tar = new ProcessBuilder("tar", "-xzf", archive.toAbsolutePath().toString(), "-C", folder.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        Path release = only(folder, "serai-", "");
        Path jar = only(release, "serai-", ".jar");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        serves(elsewhere, List.of(java, "-jar", jar.toString()));
        serves(elsewhere, List.of(release.resolve("serai").toString(), "run"));

        assertThat(release.resolve("serai.aot"))
                .as("trained at the first start")
                .exists();
        assertThat(release.resolve("serai.cdx.json")).exists();
        assertThat(elsewhere.resolve(".serai"))
                .as("data stay where it was started")
                .isDirectory();
        Report.line("%s: %,d MB; serves by java -jar and by ./serai run from another folder"
                .formatted(archive.getFileName(), Files.size(archive) / 1_000_000));
    }

    private void serves(Path where, List<String> command) throws IOException, InterruptedException {
        int port = FreePort.orElse("127.0.0.1", 0);
        int management = FreePort.orElse("127.0.0.1", 0);
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).directory(where.toFile());
        builder.environment().put("SERAI_PORT", Integer.toString(port));
        builder.environment().put("SERAI_MANAGEMENT_PORT", Integer.toString(management));
        builder.environment().put("SERAI_GRPC_PORT", "0");
        builder.environment().put("SERAI_SIMULATOR_PORT", "0");
        builder.environment().put("SERAI_DEMO_KEY", KEY);
        builder.environment().put("SERAI_JAVA_HOME", System.getProperty("java.home"));
        Process gateway =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            boolean ready = Waiting.until(
                    PATIENCE,
                    () -> !gateway.isAlive()
                            || status(HttpRequest.newBuilder(
                                                    URI.create("http://127.0.0.1:" + management + "/health/ready"))
                                            .build())
                                    == 200);
            assertThat(ready && gateway.isAlive())
                    .as(Files.readString(log, StandardCharsets.UTF_8))
                    .isTrue();
            assertThat(status(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                            .header("Authorization", "Bearer " + KEY)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(CALL))
                            .build()))
                    .isEqualTo(200);
        } finally {
            gateway.destroy();
            gateway.waitFor();
        }
    }

    private int status(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static Path only(Path where, String begin, String end) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().startsWith(begin)
                                    && file.getFileName().toString().endsWith(end))
                    .toList();
            assertThat(found)
                    .as(begin + "*" + end + " in " + where + ", made by ./serai release")
                    .hasSize(1);
            return found.getFirst();
        }
    }
}
