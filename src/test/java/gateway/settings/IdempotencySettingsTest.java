package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdempotencySettingsTest {
    @TempDir
    private Path folder;

    @Test
    void isSetByVariables() {
        IdempotencySettings settings = SettingsLoader.shipped()
                .load(
                        Profile.EMBEDDED,
                        List.of(),
                        Map.of(
                                "SERAI_IDEMPOTENCY_KEPT", "7d",
                                "SERAI_IDEMPOTENCY_LEASE", "1s",
                                "SERAI_IDEMPOTENCY_MAX_REPLY", "64KiB"))
                .settings()
                .idempotency();

        assertThat(settings)
                .isEqualTo(new IdempotencySettings(Duration.ofDays(7), Duration.ofSeconds(1), new Bytes(64 << 10)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kept: 0s | .kept must be more than 0, is PT0S",
                "lease: 900ms | .lease must be at least 1s, as it has to be renewed in time",
                "max-reply: 1000 | .max-reply must be 1024 to 67108864, is 1000",
                "max-reply: 65MiB | .max-reply must be 1024 to 67108864, is 68157440"
            })
    void saysWhatIsWrong(String yaml, String problem) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "gateway: {idempotency: {" + yaml + "}}");

        assertThatThrownBy(() -> SettingsLoader.shipped().load(Profile.EMBEDDED, List.of(file), Map.of()))
                .hasMessageContaining("gateway.idempotency" + problem);
    }
}
