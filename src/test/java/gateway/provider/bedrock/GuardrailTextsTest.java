package gateway.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.guard.RemoteVerdict;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GuardrailTextsTest {
    private static final RemoteVerdict PASSED = new RemoteVerdict.Passed();

    @Property(tries = 300)
    void givesEveryTextBackInItsPlace(@ForAll("texts") List<String> texts) {
        GuardrailTexts cut = GuardrailTexts.of(texts);
        List<RemoteVerdict> verdicts = cut.shown().stream()
                .map(block -> (RemoteVerdict) new RemoteVerdict.Masked(List.of(block.toLowerCase(Locale.ROOT))))
                .toList();

        assertThat(cut.shown()).allMatch(block -> block.length() <= GuardrailTexts.LONGEST);
        assertThat(cut.verdict(verdicts))
                .isEqualTo(new RemoteVerdict.Masked(texts.stream()
                        .map(text -> text.toLowerCase(Locale.ROOT))
                        .toList()));
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> part = Arbitraries.of("AB ", "\u241E", "\n", "\n\u241E\n", "x", "\uD83D\uDE00", "Word. ");
        Arbitrary<String> small = part.list().ofMinSize(1).ofMaxSize(12).map(parts -> String.join("", parts));
        Arbitrary<String> large =
                Arbitraries.of("Ab cd ", "\uD83D\uDE00", "XyZ").map(some -> some.repeat(11_000));
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(9, small), net.jqwik.api.Tuple.of(1, large))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Test
    void showsAllTextsInOneBlockIfTheyFit() {
        assertThat(GuardrailTexts.of(List.of("one", "two")).shown()).containsExactly("one\n\u241E\ntwo");
    }

    @Test
    void cutsALongTextAtWhiteSpace() {
        List<String> shown =
                GuardrailTexts.of(List.of("seven b ".repeat(5_000))).shown();

        assertThat(shown).hasSize(2);
        assertThat(shown.getFirst()).endsWith(" ");
        assertThat(String.join("", shown)).isEqualTo("seven b ".repeat(5_000));
    }

    @Test
    void cutsNoCharacterInTwo() {
        List<String> shown =
                GuardrailTexts.of(List.of("x" + "\uD83D\uDE00".repeat(20_000))).shown();

        assertThat(shown).hasSize(2);
        assertThat(Character.isHighSurrogate(
                        shown.getFirst().charAt(shown.getFirst().length() - 1)))
                .isFalse();
    }

    @Test
    void failsClosedWhenASeparatorIsMaskedAway() {
        GuardrailTexts cut = GuardrailTexts.of(List.of("one", "two"));

        assertThat(cut.verdict(List.of(new RemoteVerdict.Masked(List.of("one {NAME}")))))
                .isEqualTo(new RemoteVerdict.Failed("garbage", false));
        assertThat(cut.verdict(List.of(new RemoteVerdict.Masked(List.of("a\n\u241E\nb\n\u241E\nc")))))
                .isEqualTo(new RemoteVerdict.Failed("garbage", false));
    }

    @Test
    void takesTheWorstOfSeveralVerdicts() {
        GuardrailTexts cut = GuardrailTexts.of(List.of("x ".repeat(20_000)));
        RemoteVerdict open = new RemoteVerdict.Failed("timeout", true);
        RemoteVerdict shut = new RemoteVerdict.Failed("access_denied", false);
        RemoteVerdict blocked = new RemoteVerdict.Blocked(List.of("pii NAME"));

        assertThat(cut.verdict(List.of(PASSED, PASSED))).isEqualTo(PASSED);
        assertThat(cut.verdict(List.of(PASSED, open))).isEqualTo(open);
        assertThat(cut.verdict(List.of(open, shut))).isEqualTo(shut);
        assertThat(cut.verdict(List.of(shut, open))).isEqualTo(shut);
        assertThat(cut.verdict(List.of(open, blocked))).isEqualTo(blocked);
    }
}
