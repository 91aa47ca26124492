package gateway.drill;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.app.FreePort;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An image of {@code docker save}'s format (https://docs.docker.com/reference/cli/docker/image/save/) that is run by
 * the kernel alone: a mount namespace with a root that nobody can write to, its volumes, its user without any
 * capability, its entry point. The network is the host's. Needs Linux and root.
 */
final class ImageContainer implements AutoCloseable {
    private static final String START = """
            set -e
            root=$1; user=$2; volumes=$3; shift 3
            mount --bind "$root" "$root"
            mount --rbind /proc "$root/proc"
            mount --rbind /dev "$root/dev"
            for volume in $volumes; do mount -t tmpfs -o mode=1777,exec volume "$root$volume"; done
            mount -o remount,bind,ro "$root"
            exec /usr/sbin/chroot --userspec="$user" --groups="${user#*:}" "$root" "$@"
            """;

    private final Path folder;
    private final Path root;
    private final JsonNode config;
    private final List<Process> started = new ArrayList<>();
    private final int port = FreePort.orElse("127.0.0.1", 0);
    private final int management = FreePort.orElse("127.0.0.1", 0);

    private ImageContainer(Path folder, Path root, JsonNode config) {
        this.folder = folder;
        this.root = root;
        this.config = config;
    }

    /** Unpacks an image, one layer over the other. */
    static ImageContainer unpack(Path tar) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("serai-image");
        Path saved = Files.createDirectories(folder.resolve("saved"));
        Path root = Files.createDirectories(folder.resolve("root"));
        run(List.of("tar", "-xf", tar.toAbsolutePath().toString(), "-C", saved.toString()));
        JsonNode manifest = JsonCodec.read(ByteBuffer.wrap(Files.readAllBytes(saved.resolve("manifest.json"))))
                .path(0);
        for (JsonNode layer : manifest.path("Layers")) {
            run(List.of(
                    "tar",
                    "--warning=no-unknown-keyword",
                    "-xzf",
                    saved.resolve(layer.asText()).toString(),
                    "-C",
                    root.toString()));
        }
        Files.createDirectories(root.resolve("proc"));
        Files.createDirectories(root.resolve("dev"));
        return new ImageContainer(
                folder,
                root,
                JsonCodec.read(ByteBuffer.wrap(Files.readAllBytes(
                                saved.resolve(manifest.path("Config").asText()))))
                        .path("config"));
    }

    /** Bytes of all files. */
    long unpackedBytes() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** A file of the image, by its absolute path. */
    Path file(String path) {
        return root.resolve(path.substring(1));
    }

    /** What the image says of itself, as its config has it. */
    JsonNode config() {
        return config;
    }

    /** Port of the client API. */
    int port() {
        return port;
    }

    /** Port of health, metrics and administration. */
    int managementPort() {
        return management;
    }

    /** Starts the entry point with arguments behind it. */
    Process start(Map<String, String> variables, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        config.path("Entrypoint").forEach(word -> command.add(word.asText()));
        command.addAll(arguments);
        return startCommand(variables, command);
    }

    /** Starts another command in the same surroundings, with volumes of its own. */
    Process startCommand(Map<String, String> variables, List<String> command) throws IOException {
        List<String> volumes = new ArrayList<>();
        config.path("Volumes").fieldNames().forEachRemaining(volumes::add);
        List<String> words = new ArrayList<>(List.of(
                "/usr/bin/unshare",
                "--mount",
                "/bin/sh",
                "-c",
                START,
                "container",
                root.toString(),
                config.path("User").asText(),
                String.join(" ", volumes)));
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        config.path("Env").forEach(variable -> {
            String text = variable.asText();
            int equals = text.indexOf('=');
            builder.environment().put(text.substring(0, equals), text.substring(equals + 1));
        });
        builder.environment()
                .putAll(Map.of(
                        "SERAI_PORT", Integer.toString(port),
                        "SERAI_MANAGEMENT_PORT", Integer.toString(management),
                        "SERAI_GRPC_PORT", "0",
                        "SERAI_SIMULATOR_PORT", "0",
                        "SERAI_DRAIN_DELAY", "0s"));
        builder.environment().putAll(variables);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(log(started.size() + 1).toFile())
                .start();
        started.add(process);
        return process;
    }

    /** What the last process has written. */
    String said() throws IOException {
        return Files.readString(log(started.size()), StandardCharsets.UTF_8);
    }

    private Path log(int number) {
        return folder.resolve("log" + number);
    }

    @Override
    public void close() throws IOException {
        try {
            for (Process process : started) {
                process.destroyForcibly().waitFor();
            }
            run(List.of("rm", "-rf", folder.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("this failed: " + String.join(" ", command));
        }
    }
}
