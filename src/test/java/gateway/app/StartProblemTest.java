package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import org.junit.jupiter.api.Test;

class StartProblemTest {
    @Test
    void saysWhatWasWantedOfAFileAndWhyItCouldNotBe() {
        IOException denied = new AccessDeniedException("/data/keys.properties");

        assertThat(StartProblem.of(new UncheckedIOException("cannot read or write it: set gateway.data-dir", denied)))
                .isEqualTo("cannot read or write it: set gateway.data-dir: /data/keys.properties: permission denied");
        assertThat(StartProblem.of(new FileAlreadyExistsException("/data")))
                .isEqualTo("/data: a file stands where a folder must be");
    }

    @Test
    void saysHowToTakeAnotherPort() {
        assertThat(StartProblem.of(new IllegalStateException(new BindException("in use"))))
                .startsWith("in use: another process has the port");
    }

    @Test
    void showsTheInnermostCause() {
        assertThat(StartProblem.of(new IllegalStateException("outer", new IllegalStateException("inner"))))
                .isEqualTo("inner");
        assertThat(StartProblem.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }
}
