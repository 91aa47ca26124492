package gateway.wire.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FittedNamesTest {
    private final FittedNames names = FittedNames.ofCalls();

    @Test
    void leavesANameThatFits() {
        assertThat(names.fit("call_a.b:c-1")).isEqualTo("call_a.b:c-1");
        assertThat(names.originals()).isEmpty();
    }

    @Test
    void keepsDifferentNamesDifferent() {
        String common = "x".repeat(70);

        assertThat(names.fit(common + "1")).isNotEqualTo(names.fit(common + "2"));
        assertThat(names.fit("a/b")).isNotEqualTo(names.fit("a b"));
    }

    @Test
    void makesSomethingOfAnEmptyName() {
        assertThat(names.fit("")).isNotEmpty();
    }
}
