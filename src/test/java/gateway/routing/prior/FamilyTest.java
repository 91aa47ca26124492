package gateway.routing.prior;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamilyTest {
    @ParameterizedTest
    @CsvSource({
        "claude-sonnet-4-5, anthropic/claude-3-5-sonnet-20241022",
        "gemini-2.5-flash, google/gemini-1.5-flash-002",
        "llama-3.3-70b-instruct, meta/llama-3.1-70b-instruct",
        "mistral-7b-instruct-v0.3, mistral/mistral-7b-instruct-v0.2",
        "gpt-5.4-mini, openai/gpt-4o-mini-2024-07-18",
    })
    void knowsOtherGenerations(String one, String other) {
        assertThat(Family.of(one)).isEqualTo(Family.of(other)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "meta/llama-3.1-70b-instruct, meta/llama-3.1-8b-instruct",
        "claude-sonnet-4-5, claude-haiku-4-5",
        "gpt-5.4, gpt-5.4-mini",
    })
    void tellsOthersApart(String one, String other) {
        assertThat(Family.of(one)).isNotEqualTo(Family.of(other));
    }
}
