package gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Json;
import gateway.model.Part;
import gateway.model.Reasoning;
import gateway.model.Request;
import gateway.model.Sampling;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputBoundTest {
    private static final Reasoning HIGH = new Reasoning(true, "high", null, false);

    @Test
    void isTheClientsMaximumOrTheGatewaysBound() {
        assertThat(OutputBound.of(chat(100, null, Map.of()), Chats.GPT)).isEqualTo(100);
        assertThat(OutputBound.of(chat(null, null, Map.of()).bounded(4_096), Chats.GPT))
                .isEqualTo(4_096);
    }

    @Test
    void isWhatTheDeploymentCanAnswerAtMost() {
        assertThat(OutputBound.of(chat(null, null, Map.of()), Chats.GPT)).isEqualTo(64_000);
        assertThat(OutputBound.of(chat(Integer.MAX_VALUE, HIGH, Map.of()), Chats.CLAUDE))
                .isEqualTo(64_000);
    }

    @Test
    void isThatOfEveryAnswerWhereSeveralAreAskedFor() {
        Request.Chat three = chat(100, null, Map.of("n", new Json("3")));

        assertThat(OutputBound.of(three, Chats.GPT)).isEqualTo(300);
        assertThat(OutputBound.of(three, Chats.CLAUDE)).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "128, 12800", "0, 100", "'', 100", "x, 100", "-2, 100", "NaN, 100"})
    void takesOnlyANumberForANumber(String n, long bound) {
        assertThat(OutputBound.of(chat(100, null, Map.of("n", new Json(n))), Chats.GPT))
                .isEqualTo(bound);
    }

    @ParameterizedTest
    @CsvSource({"3.0, 300", "2.5, 300", "1e1, 1000", "'\"3\"', 300", "99999, 1000000", "1e999999999, 1000000"})
    void countsEveryFormOfANumberThatAProviderMayTake(String n, long bound) {
        assertThat(OutputBound.of(chat(100, null, Map.of("n", new Json(n))), Chats.GPT))
                .isEqualTo(bound);
    }

    @Test
    void holdsTheThinkingThatComesOnTopWhereARequestIsTranslatedForClaude() {
        assertThat(OutputBound.of(chat(100, HIGH, Map.of()), Chats.CLAUDE)).isEqualTo(100 + 16_384);
        assertThat(OutputBound.of(chat(100, HIGH, Map.of()), Chats.GPT)).isEqualTo(100);
    }

    private static Request.Chat chat(@Nullable Integer max, @Nullable Reasoning reasoning, Map<String, Json> rest) {
        Sampling sampling = max == null ? Sampling.DEFAULT : Sampling.DEFAULT.bounded(max);
        return Chats.chat(List.of(new Part.Text("Hi")), List.of(), sampling, reasoning, rest);
    }
}
