package gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes two questions the same one, in other words. */
class WordingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            What are the fees?              | what are the fees
            What are the fees?              | Hello, could you please tell me: what are the fees? Thanks
            Wie hoch ist die Gebühr?        | Hallo, könnten Sie mir bitte sagen, wie hoch ist die Gebühr
            Is 3.5 % due on 2026-01-31?     | is 3.5 % due on 2026-01-31
            """)
    void staysTheSame(String one, String other) {
        assertThat(Wording.essence(other)).isEqualTo(Wording.essence(one));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Pay 100 EUR to Anna             | Pay 1000 EUR to Anna
            Pay 100 EUR to Anna             | Pay 100 EUR to Hanna
            Is it allowed?                  | Is it not allowed?
            Is it allowed?                  | Isn't it allowed?
            Ist es erlaubt?                 | Ist es nicht erlaubt?
            From Anna to Bert               | From Bert to Anna
            Is x < 3?                       | Is x > 3?
            Is it 3.5 %?                    | Is it 35 %?
            What is -3 + 2?                 | What is 3 + 2?
            How do I increase it?           | How do I decrease it?
            Can it be safe?                 | Will it be safe?
            What is vitamin A for?          | What is vitamin for?
            Was wird gefordert?             | Was wird gefördert?
            Is it from the US?              | Is it from us?
            What is x² for 3?               | What is x2 for 3?
            Do 你好 and 再见 differ?          | Do 再见 and 你好 differ?
            """)
    void isAnother(String one, String other) {
        assertThat(Wording.essence(other)).isNotEqualTo(Wording.essence(one));
    }
}
