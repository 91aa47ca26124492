package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private static final String VARIABLE = "SERAI_ADMIN_KEY";

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void takesABlankVariableForNone(String blank) {
        assertThat(Keys.given(Map.of(VARIABLE, blank), VARIABLE)).isNull();
    }

    @Test
    void leavesTheEndOfALineOut() {
        assertThat(Keys.given(Map.of(VARIABLE, "sk-key\n"), VARIABLE)).isEqualTo("sk-key");
        assertThat(Keys.given(Map.of(), VARIABLE)).isNull();
    }
}
