package gateway.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the scripts of src/test/node, with the SDKs that package-lock.json names. */
final class NodeProcess {
    private static final Path FOLDER = Path.of("src", "test", "node").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String NEEDED =
            "Node.js 20 or later with npm is needed for the tests of SDKs for Node: install it"
                    + " (Debian, Ubuntu: apt install nodejs npm)";

    private NodeProcess() {}

    /** Installs the SDKs, unless they are there just as package-lock.json has them. */
    static void install() throws IOException {
        String wanted = Files.readString(FOLDER.resolve("package-lock.json"));
        Path stamp = FOLDER.resolve("node_modules").resolve(".installed");
        if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
            return;
        }
        Path said = Files.createTempFile("npm", ".txt");
        int exit = run(said, Map.of(), "npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund");
        if (exit != 0) {
            throw new IllegalStateException(
                    "npm ci in src/test/node ended with " + exit + ":\n" + Files.readString(said));
        }
        Files.writeString(stamp, wanted);
    }

    /**
     * Runs a script.
     *
     * @return the cases that it has printed
     */
    static List<NodeCase> cases(Map<String, String> environment, String... script) {
        try {
            Path said = Files.createTempFile("node", ".txt");
            List<String> command = new ArrayList<>(List.of("node"));
            command.addAll(List.of(script));
            int exit = run(said, environment, command.toArray(String[]::new));
            List<NodeCase> cases = new ArrayList<>();
            StringBuilder others = new StringBuilder();
            for (String line : Files.readAllLines(said)) {
                if (line.startsWith("{\"sdk\"")) {
                    cases.add(read(JsonCodec.MAPPER.readTree(line)));
                } else {
                    others.append(line).append('\n');
                }
            }
            boolean failed = cases.stream().anyMatch(one -> one.problem() != null);
            if (cases.isEmpty() || (exit != 0) != failed) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + exit + ":\n" + others);
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NodeCase read(JsonNode line) {
        return new NodeCase(
                line.path("sdk").asText(),
                line.path("case").asText(),
                line.path("behind").asText(),
                line.path("problem").textValue());
    }

    private static int run(Path said, Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(said.toFile()));
        builder.environment().putAll(environment);
        Process process = start(builder);
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        String.join(" ", command) + " did not end in time:\n" + Files.readString(said));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IllegalStateException(NEEDED, e);
        }
    }
}
