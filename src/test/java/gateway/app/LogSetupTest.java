package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process writes whose log is set up: everything that happened, and no word of what was told. */
class LogSetupTest {
    private static final String SECRET = "Ottokar-Zwetschgenbaum";

    @ParameterizedTest
    @ValueSource(strings = {"json", "text"})
    void tellsWhatFailedAndNotWhatItWasAbout(String form) throws Exception {
        String output = output(form, "debug", SECRET);

        assertThat(output)
                .contains("DefaultErrorHandler", "ContextImpl", "IllegalStateException", "IllegalArgumentException")
                .contains("a thread has ended by a fault: java.lang.IllegalStateException")
                .contains("LeakyProgram.java")
                .doesNotContain(SECRET);
    }

    @Test
    void writesLibrariesErrorsAndWarningsAloneWhateverTheLevelIs() throws Exception {
        String output = output("text", "debug", SECRET);

        assertThat(output.lines().filter(line -> line.contains(" ContextImpl ")))
                .hasSize(3)
                .allMatch(line -> line.contains("ERROR") || line.contains("WARN"));
        assertThat(output.lines()
                        .filter(line -> line.startsWith("1") || line.startsWith("0") || line.startsWith("2"))
                        .filter(line -> line.contains(" Some "))
                        .map(line -> line.substring(13, 18).strip()))
                .contains("ERROR", "WARN", "INFO", "DEBUG")
                .doesNotContain("TRACE");
    }

    @Test
    void findsWhatIsToldPastTheLog() throws Exception {
        assertThat(output("json", "info", SECRET, "print")).contains(SECRET);
    }

    private static String output(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LeakyProgram.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
