package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The tests of the function that rotates keys, which is written for Node.js: {@code rotation/rotate.test.mjs}. */
class RotationTest {
    @Test
    void rotatesKeys() throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", "--test", "rotation/rotate.test.mjs")
                .redirectErrorStream(true)
                .start();

        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor()).as(said).isZero();
        assertThat(said).containsPattern("pass [1-9]").contains("fail 0");
    }
}
