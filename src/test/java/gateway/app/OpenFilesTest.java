package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import gateway.http.CapturedLog;
import gateway.settings.Profile;
import gateway.settings.Settings;
import gateway.settings.SettingsLoader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Too few open files are told at the start, before connections fail. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such limit")
class OpenFilesTest {
    private static final String TOO_FEW = "lets this process open";
    private static final String MANY = "gateway:\n  limits:\n    in-flight: 1000000000\n";

    @Test
    void countsWhatTheLimitsLetIn(@TempDir Path folder) throws IOException {
        String own = "gateway:\n  websocket:\n    connections: 300\n";
        String hedged = own + "  failover:\n    hedging: {assistant: 0.1}\n";

        assertThat(OpenFiles.needed(settings(folder, own), 1000)).isEqualTo(2000 + 300 + 100 + OpenFiles.OWN);
        assertThat(OpenFiles.needed(settings(folder, hedged), 1000)).isEqualTo(3000 + 300 + 100 + OpenFiles.OWN);
    }

    @Test
    void saysNothingWhereThereAreEnoughOrNoLimit() {
        try (CapturedLog log = CapturedLog.open()) {
            OpenFiles.compare(5000, 5000);
            OpenFiles.compare(Long.MAX_VALUE, 5000);
            OpenFiles.compare(-1, 5000);
            assertThat(log.with(TOO_FEW)).isEmpty();

            OpenFiles.compare(4999, 5000);
            assertThat(log.with("process open 4999 files"))
                    .singleElement()
                    .asString()
                    .contains("WARN", "ulimit -n {}");
        }
    }

    @Test
    void warnsAtTheStartAndShowsBothNumbers() throws IOException {
        try (CapturedLog log = CapturedLog.open();
                TestGateway gateway = TestGateway.start(MANY)) {
            assertThat(log.with(TOO_FEW)).hasSize(1);
            double most = (double) system().getMaxFileDescriptorCount();
            assertThat(metric(gateway, "process_files_max_files")).isEqualTo(most);
            assertThat(metric(gateway, "process_files_open_files")).isBetween(10.0, 10_000.0);
        }
    }

    private static UnixOperatingSystemMXBean system() {
        return (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    }

    private static double metric(TestGateway gateway, String name) throws IOException {
        try (var in = URI.create(gateway.managementUrl() + "/metrics").toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name + ' '))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Settings settings(Path folder, String overlay) throws IOException {
        Path file = Files.writeString(folder.resolve("overlay.yaml"), overlay);
        return SettingsLoader.shipped()
                .load(Profile.EMBEDDED, List.of(file), Map.of())
                .settings();
    }
}
