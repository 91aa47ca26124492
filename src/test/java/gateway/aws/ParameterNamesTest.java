package gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.aws.ParameterNames.Subject;
import gateway.killswitch.Switch.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterNamesTest {
    private final ParameterNames names = new ParameterNames("prod");

    @ParameterizedTest
    @CsvSource(textBlock = """
                    claude-sonnet-4.5, claude-sonnet-4.5
                    org/model:1, org_2Fmodel_3A1
                    a_b, a_5Fb
                    a b, a_20b
                    ü, _C3_BC
                    """)
    void writesWhatAParameterMayNotHoldAsBytes(String name, String encoded) {
        assertThat(names.of(Scope.MODEL, name)).isEqualTo("/ai/kill-switches/prod/model/" + encoded);
    }

    @Test
    void givesTheSwitchOfEverythingNoName() {
        assertThat(names.of(Scope.GLOBAL, "all")).isEqualTo("/ai/kill-switches/prod/global");
        assertThat(names.subject("/ai/kill-switches/prod/global")).isEqualTo(new Subject(Scope.GLOBAL, "all"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A.b-9", "org/model:1", "_", "__", "_5F", "%2F", "Ü-模型-👋", " ", "..", "\u0000"})
    void readsWhatItWrote(String name) {
        for (String spelling : names.spellings(Scope.TENANT, name)) {
            assertThat(spelling).matches("[a-zA-Z0-9_.\\-/]+");
            assertThat(names.subject(spelling)).isEqualTo(new Subject(Scope.TENANT, name));
        }
    }
}
