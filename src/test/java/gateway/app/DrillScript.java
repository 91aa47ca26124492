package gateway.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A script of {@code infra/drills} that ran to its end.
 *
 * @param exit its exit status: 0 holds, 1 does not hold, 2 cannot be run
 * @param said all that it has written
 */
record DrillScript(int exit, String said) {
    private static final Path FOLDER = Path.of("infra", "drills");
    /** Has an {@code aws} that speaks to the services of a test. */
    private static final Path COMMANDS = Path.of("src", "test", "resources", "drills");

    /** Runs one with further variables. */
    static DrillScript run(Map<String, String> variables, String name, String... options) {
        List<String> command = new ArrayList<>();
        command.add("bash");
        command.add(FOLDER.resolve(name + ".sh").toString());
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = new TreeMap<>(variables);
        environment.put("PATH", COMMANDS.toAbsolutePath() + ":" + System.getenv("PATH"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new DrillScript(process.waitFor(), said);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
