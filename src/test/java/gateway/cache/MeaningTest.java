package gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an embedding model is not trusted with, and what it is. */
class MeaningTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            How do I reset my password?          | What is the way to reset my password, please?
            What does the ticket cost?           | How much do I pay for the ticket?
            Where is the office in Berlin?       | Tell me the place of the office in Berlin
            Wie ist mein Passwort zu ändern?     | Wie ändere ich mein Passwort?
            Is the fee 3.5 % in 2026?            | What do we pay, is it 3.5 % in 2026?
            """)
    void leavesOtherWordsToTheModel(String one, String other) {
        assertThat(Meaning.anchors(other)).isEqualTo(Meaning.anchors(one));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Pay 100 EUR to Anna             | Pay 1000 EUR to Anna
            Pay 100 EUR to Anna             | Pay 100 EUR to Hanna
            Pay 100 EUR to Anna             | Pay EUR 100 to Anna
            Is it allowed?                  | Is it not allowed?
            Is it allowed?                  | Isn't it allowed?
            Ist es erlaubt?                 | Ist es nicht erlaubt?
            From Anna to Bert               | From Bert to Anna
            Is x < 3?                       | Is x > 3?
            Is it 3.5 %?                    | Is it 35 %?
            What is -3 + 2?                 | What is 3 + 2?
            How do I increase it?           | How do I decrease it?
            Can it be safe?                 | Must it be safe?
            What is vitamin A for?          | What is vitamin B for?
            Is it from the US?              | Is it from us?
            who is angela merkel            | who is emmanuel macron
            Turn the light on               | Turn the light off
            Merkel was born where?          | Macron was born where?
            Is it done? Merkel knows.       | Is it done? Macron knows.
            """)
    void isAnother(String one, String other) {
        assertThat(Meaning.anchors(other)).isNotEqualTo(Meaning.anchors(one));
    }
}
