package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir
    Path folder = Path.of("unset");

    @Test
    void makesKeysOnceAndReadsThemAfterwards() {
        KeyFile made = KeyFile.open(folder.resolve("data"), new Random(1));
        KeyFile read = KeyFile.open(folder.resolve("data"), new Random(2));

        assertThat(read).isEqualTo(made);
        assertThat(made.demo()).matches("sk-serai-demo-[a-z0-9]{40}");
        assertThat(made.admin()).matches("sk-serai-admin-[a-z0-9]{40}").isNotEqualTo(made.demo());
    }

    @Test
    void letsOnlyTheOwnerReadThem() throws Exception {
        KeyFile.open(folder, new Random(1));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    void saysHowToRepairAFileThatLacksAKey() throws Exception {
        Files.writeString(folder.resolve("keys.properties"), "demo=sk-serai-demo-secret\n");

        assertThatThrownBy(() -> KeyFile.open(folder, new Random(1)))
                .hasMessageContaining("names no key 'admin'")
                .hasMessageNotContaining("secret");
    }

    @Test
    void showsNoKey() {
        assertThat(new KeyFile("secret", "secret").toString()).doesNotContain("secret");
    }
}
