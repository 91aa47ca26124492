package gateway.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A start of the gateway asks the JVM for no file that would hold the memory's content. */
class StartFlagsTest {
    @Test
    void noHeapIsDumped() throws IOException {
        String script = Files.readString(Path.of("serai"));

        assertThat(script)
                .contains("-XX:+UseSerialGC")
                .doesNotContain("HeapDump", "-XX:OnOutOfMemoryError", "-XX:StartFlightRecording", "-agentlib");
    }
}
