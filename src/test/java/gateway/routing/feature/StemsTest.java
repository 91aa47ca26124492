package gateway.routing.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StemsTest {
    private static final String LONG =
            "A ship leaves the harbour at noon with twelve sailors and three cats. Who is on board at midnight?";

    @Test
    void areQuestionsWithoutTheirOptions() {
        assertThat(Stems.of("Which?\nOptions:\nA. this\nB. that")).isEqualTo("Which?");
        assertThat(Stems.of("Which?\nA. this\nB. that")).isEqualTo("Which?");
        assertThat(Stems.of("Which? (A) this (B) that")).isEqualTo("Which?");
        assertThat(Stems.of("Just a question")).isEqualTo("Just a question");
    }

    @Test
    void keepNearDuplicatesTogether() {
        List<String> texts = List.of(
                "Question: Who wrote it?\nOptions:\nA. he\nB. she",
                "who wrote it\nA. Anna\nB. Ben\nC. Cleo",
                LONG,
                "Read carefully. " + LONG + "\nA. nobody\nB. all",
                "Who painted it?");
        int[] groups = Stems.groups(texts);

        assertThat(groups[0]).isEqualTo(groups[1]);
        assertThat(groups[2]).isEqualTo(groups[3]);
        assertThat(List.of(groups[0], groups[2], groups[4])).doesNotHaveDuplicates();
        int[] folds = Stems.folds(texts, groups, 5);
        assertThat(folds[0]).isEqualTo(folds[1]);
        assertThat(folds[2]).isEqualTo(folds[3]);
    }
}
