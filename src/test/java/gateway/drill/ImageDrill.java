package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.http.Waiting;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Runs the image that {@code ./serai image} made, read-only and as nobody: what it is, how soon it is ready, what it
 * needs. {@code -Dimage=FILE} names another file.
 */
class ImageDrill {
    private static final String KEY = "sk-serai-demo-image";
    private static final int CALLS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CALL =
            "{\"model\": \"claude-sonnet-4-5\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void servesReadOnlyAndAsNobody() throws Exception {
        Path tar = Path.of(System.getProperty(
                "image", "target/serai-image-" + System.getProperty("os.arch").replace("aarch64", "arm64") + ".tar"));
        assertThat(tar).as("made by ./serai image").exists();
        assertThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                .as("this drill mounts: run it as root")
                .isEqualTo(0);
        try (ImageContainer image = ImageContainer.unpack(tar)) {
            contents(image);
            Started cached = serve(image, List.of());
            Started plain = serve(image, List.of("-XX:AOTMode=off"));

            Report.line("%s: %,d MB as a tar, %,d MB unpacked. With the cache %s; without %s."
                    .formatted(
                            tar.getFileName(),
                            Files.size(tar) / 1_000_000,
                            image.unpackedBytes() / 1_000_000,
                            cached,
                            plain));
        }
    }

    /**
     * What was seen.
     *
     * @param ready milliseconds from the start of the process
     * @param cpu milliseconds of processor time until then
     * @param resident MiB when it was ready
     * @param after MiB after the calls
     */
    private record Started(long ready, long cpu, long resident, long after) {
        @Override
        public String toString() {
            return "ready after %,d ms (%,d ms of processor), %d MB resident then, %d MB after %d calls"
                    .formatted(ready, cpu, resident, after, CALLS);
        }
    }

    private static void contents(ImageContainer image) throws IOException {
        assertThat(image.config().path("User").asText()).isEqualTo("10001:10001");
        assertThat(image.config().path("Volumes").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("/tmp", "/var/lib/serai");
        assertThat(image.config()
                        .path("Labels")
                        .path("org.opencontainers.image.licenses")
                        .asText())
                .isEqualTo("Apache-2.0");
        JsonNode parts = JsonCodec.read(ByteBuffer.wrap(Files.readAllBytes(image.file("/opt/serai/serai.cdx.json"))));
        assertThat(parts.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(image.file("/opt/serai/LICENSE")).exists();
    }

    private Started serve(ImageContainer image, List<String> flags) throws IOException, InterruptedException {
        Map<String, String> variables =
                Map.of("SERAI_DEMO_KEY", KEY, "SERAI_LOG_LEVEL", "warn", "JDK_JAVA_OPTIONS", String.join(" ", flags));
        long begun = System.nanoTime();
        Process gateway = image.start(variables, List.of());
        boolean ready = Waiting.until(PATIENCE, () -> !gateway.isAlive() || get(image) == 200);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertThat(ready && gateway.isAlive()).as(image.said()).isTrue();
        ProcessUse use = new ProcessUse(gateway.pid());
        long cpu = TimeUnit.NANOSECONDS.toMillis(use.cpuNanos());
        long resident = use.residentMegabytes();
        isNobody(gateway.pid());
        for (int i = 0; i < CALLS; i++) {
            assertThat(call(image)).isEqualTo(200);
        }
        long after = use.residentMegabytes();
        assertThat(image.startCommand(variables, health()).waitFor())
                .as(image.said())
                .isZero();
        gateway.destroy();
        assertThat(gateway.waitFor()).as("SIGTERM").isEqualTo(143);
        return new Started(millis, cpu, resident, after);
    }

    /** As docs/install.md has it for health checks of Docker. */
    private static List<String> health() {
        return List.of("java", "-Xmx24m", "-cp", "@/opt/serai/jib-classpath-file", "gateway.app.HealthCommand");
    }

    private static void isNobody(long pid) throws IOException {
        String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.UTF_8);
        assertThat(status)
                .containsPattern("Uid:\\s+10001\\s+10001\\s+10001\\s+10001")
                .containsPattern("Gid:\\s+10001\\s+10001\\s+10001\\s+10001")
                .containsPattern("CapEff:\\s+0000000000000000");
        String mounts = Files.readString(Path.of("/proc", Long.toString(pid), "mountinfo"), StandardCharsets.UTF_8);
        assertThat(mounts.lines().filter(line -> line.matches("\\S+ \\S+ \\S+ \\S+ / ro[, ].*")))
                .as("the root is read-only: " + mounts)
                .isNotEmpty();
    }

    private int call(ImageContainer image) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + image.port() + "/v1/chat/completions"))
                                .header("Authorization", "Bearer " + KEY)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(CALL))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private int get(ImageContainer image) {
        try {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + image.managementPort() + "/health/ready"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
