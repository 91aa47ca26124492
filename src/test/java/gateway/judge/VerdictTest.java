package gateway.judge;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.judge.Verdict.Word;
import gateway.model.Completion;
import gateway.model.FinishReason;
import gateway.model.Part;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a verdict, and what as none. */
class VerdictTest {
    @Test
    void readsWhichOfTwoIsBetterAndHowGoodTheyAre() {
        Verdict said = Verdict.ofPair(answer("{\"verdict\":\"second\",\"first\":4,\"second\":7.5}"));

        assertThat(said).isEqualTo(new Verdict(Word.WORSE, 0.4, 0.75));
    }

    @Test
    void readsAVerdictInABlockOfMarkdown() {
        Verdict said = Verdict.ofPair(answer("```json\n{\"verdict\":\"same\",\"first\":6,\"second\":6}\n```\n"));

        assertThat(said).isEqualTo(new Verdict(Word.SAME, 0.6, 0.6));
    }

    @Test
    void turnsAVerdictOnSwappedAnswersRound() {
        assertThat(new Verdict(Word.BETTER, 0.9, 0.2).swapped()).isEqualTo(new Verdict(Word.WORSE, 0.2, 0.9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "The first answer is better.",
                "[]",
                "{\"verdict\":\"first\"}",
                "{\"verdict\":\"third\",\"first\":4,\"second\":4}",
                "{\"verdict\":\"first\",\"first\":\"9\",\"second\":4}",
                "{\"verdict\":\"first\",\"first\":11,\"second\":4}",
                "{\"verdict\":\"first\",\"first\":-1,\"second\":-4}",
                "{\"verdict\":\"first\",\"first\":3,\"second\":4}",
                "{\"verdict\":\"second\",\"first\":3,\"second\":3}",
                "{\"verdict\":\"same\",\"first\":3,\"second\":9}",
                "{\"verdict\":\"first\",\"first\":9,\"second\":4,\"why\":\"a tone\"}",
                "{\"verdict\":\"first\",\"first\":9,\"second\":4} and that is all",
                "{\"score\":7}"
            })
    void takesNothingElseForAVerdictOnTwo(String text) {
        assertThat(Verdict.ofPair(answer(text))).isNull();
    }

    @Test
    void readsHowGoodOneIs() {
        assertThat(Verdict.ofOne(answer("{\"score\": 10}"))).isEqualTo(new Verdict(Word.SAME, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10", "{\"score\":null}", "{\"score\":10.1}", "{\"verdict\":\"first\",\"first\":9,\"second\":4}"
            })
    void takesNothingElseForAScore(String text) {
        assertThat(Verdict.ofOne(answer(text))).isNull();
    }

    private static Completion answer(String text) {
        return new Completion("", "", List.of(new Part.Text(text)), FinishReason.STOP, null, null);
    }
}
