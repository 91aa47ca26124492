package gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gateway.contract.Change.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a new document matters. */
class ComparisonTest {
    private static final String LIST = """
            request model string written required
            request part.text string written union=data
            request user string known
            answer choices array read required
            answer choices[].finish_reason string read required {length,stop}
            answer choices[].message object read required
            answer choices[].message.content string read
            answer created number known required
            answer reasoning string read wire
            """;

    @Test
    void findsNothingInTheSameDocument() {
        assertThat(changes(LIST)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "answer choices[].message.content string read; ; BREAKING ANSWER choices[].message.content REMOVED",
                "answer created number known required; ; INFO ANSWER created REMOVED",
                "content string read; content array|string read; BREAKING ANSWER choices[].message.content TYPE",
                "created number; created string; INFO ANSWER created TYPE",
                "{length,stop}; {length,paused,stop}; NOTABLE ANSWER choices[].finish_reason VALUE_ADDED",
                "{length,stop}; {stop}; INFO ANSWER choices[].finish_reason VALUE_REMOVED",
                "answer choices array read required; answer choices array read; NOTABLE ANSWER choices OPTIONAL",
                "request user string known; request user string known required; BREAKING REQUEST user REQUIRED",
                "request model string written; request model number written; BREAKING REQUEST model TYPE",
                "union=data; union=other; NOTABLE REQUEST part.text UNION",
                "request user string known; request users string known; INFO REQUEST users ADDED"
            })
    void weighsAChange(String before, String after, String change) {
        String document = LIST.replace(before, after == null ? "" : after);

        assertThat(changes(document)).contains(change);
    }

    @Test
    void tellsOfANewFieldThatMustBeSent() {
        assertThat(changes(LIST + "request region string known required\n"))
                .containsExactly("BREAKING REQUEST region ADDED");
    }

    @Test
    void passesOverEmbeddingsThatADocumentDoesNotTellOf() {
        List<Field> chats =
                FieldList.parse(LIST).all().stream().filter(Field::official).toList();
        FieldList both = FieldList.parse(LIST + "embedding_answer data array read required\n");

        assertThat(Comparison.of(both, chats)).isEmpty();
        assertThat(Comparison.of(
                        both,
                        FieldList.parse(LIST + "embedding_answer model string known\n")
                                .all()))
                .extracting(Change::path)
                .contains("data");
    }

    @Test
    void doesNotTellOfTheFieldsOfAnObjectThatIsGone() {
        String document =
                LIST.lines().filter(line -> !line.contains("message")).reduce("", (all, line) -> all + line + "\n");

        assertThat(changes(document)).containsExactly("BREAKING ANSWER choices[].message REMOVED");
    }

    @Test
    void readsWhatItWrites() {
        assertThat(FieldList.parse(LIST).text()).isEqualTo(LIST);
    }

    @Test
    void namesALineThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldList.parse("answer id string"))
                .withMessageContaining("answer id string");
    }

    private static List<String> changes(String document) {
        List<Field> fields = FieldList.parse(document).all().stream()
                .filter(Field::official)
                .map(field -> field.used(Field.Use.KNOWN))
                .toList();
        return Comparison.of(FieldList.parse(LIST), fields).stream()
                .map(change -> change.severity() + " " + change.section() + " " + change.path() + " " + change.kind())
                .toList();
    }

    @Test
    void putsTheWorstFirst() {
        assertThat(Severity.BREAKING).isLessThan(Severity.INFO);
    }
}
