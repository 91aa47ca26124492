package gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.control.AuditEntry;
import gateway.control.Change;
import gateway.control.ConflictException;
import gateway.control.Document;
import gateway.control.Document.Origin;
import gateway.control.Documents;
import gateway.control.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of active models, which people change by hand beside the stores. */
class ActiveModelsTest {
    private static final String PARAMETER = "/ai/routing/test/active-models";

    private final AwsFixture aws = new AwsFixture();
    private final AwsControl control = aws.control(null);

    @AfterEach
    void close() {
        control.close();
        aws.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ["a","b.1"]       | ["a","b.1"]
                    a,b.1             | ["a","b.1"]
                    a , b.1           | ["a","b.1"]
                    a                 | ["a"]
                    []                | []
                    ["a",             | ["a",
                    a b               | a b
                    {"models":["a"]}  | {"models":["a"]}
                    """)
    void readsJsonOrNamesWithCommasAndPassesOnWhatIsNeither(String value, String json) {
        aws.fake.put(PARAMETER, value);

        assertThat(list()).isEqualTo(json);
    }

    @Test
    void countsEveryChangeByHandInTheRevisionAndInThePolledOne() {
        write("[\"a\"]");
        long before = same();

        aws.fake.put(PARAMETER, "b");
        long changed = same();
        aws.fake.remove(PARAMETER);
        long gone = same();
        aws.fake.put(PARAMETER, "c");
        long back = same();

        assertThat(List.of(before, changed, gone, back)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void refusesAWriteThatDoesNotKnowOfAChangeByHand() {
        long known = write("[\"a\"]");
        aws.fake.put(PARAMETER, "b");

        assertThatThrownBy(() -> write(known, "[\"c\"]")).isInstanceOf(ConflictException.class);
        assertThat(list()).isEqualTo("[\"b\"]");
    }

    @Test
    void isWrittenWithTheOtherDocumentsAndTakenAway() {
        AuditEntry entry = new AuditEntry(
                Instant.parse("2026-11-24T12:00:00Z"), "ops", "put", "routing/active-models", null, "[\"a\"]");
        long first = control.documents()
                .write(0, List.of(change("[\"a\"]"), new Change(Kind.MODEL, "a", document("{}"))), List.of(entry));
        assertThat(aws.fake.value(PARAMETER)).isEqualTo("[\"a\"]");
        assertThat(control.documents().read().revision()).isEqualTo(first);
        assertThat(control.audit().list(Instant.MAX, 10)).containsExactly(entry);

        long second = write(first, null);

        assertThat(aws.fake.value(PARAMETER)).isNull();
        Documents left = control.documents().read();
        assertThat(left.revision()).isEqualTo(second);
        assertThat(left.of(Kind.ROUTING)).isEmpty();
        assertThat(left.of(Kind.MODEL)).containsOnlyKeys("a");
    }

    private long write(String json) {
        return write(control.documents().read().revision(), json);
    }

    private long write(long expected, @Nullable String json) {
        return control.documents().write(expected, List.of(change(json)), List.of());
    }

    private static Change change(@Nullable String json) {
        return new Change(Kind.ROUTING, Kind.ACTIVE_MODELS, json == null ? null : document(json));
    }

    private static Document document(String json) {
        return new Document(json, Origin.ADMIN);
    }

    private @Nullable String list() {
        Document document = control.documents().read().find(Kind.ROUTING, Kind.ACTIVE_MODELS);
        return document == null ? null : document.json();
    }

    /** The revision, once it was seen to be the polled one. */
    private long same() {
        long polled = control.switches().read().registryRevision();
        assertThat(control.documents().read().revision()).isEqualTo(polled);
        return polled;
    }
}
