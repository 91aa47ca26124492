package gateway.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.control.Document.Origin;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of documents must do. */
public abstract class DocumentStoreContract {
    private static final Instant AT = Instant.parse("2026-11-24T12:00:00.123456Z");

    /** Opens the store of this test; a second call opens the same data, as another process would. */
    protected abstract DocumentStore open();

    /** The log that the store of this test adds to. */
    protected abstract AuditLog audit();

    @Test
    void holdsNothingAtFirst() {
        Documents first = open().read();

        assertThat(first.revision()).isZero();
        for (Kind kind : Kind.values()) {
            assertThat(first.of(kind)).isEmpty();
        }
    }

    @Test
    void showsAnotherProcessWhatWasWritten() {
        List<Change> changes = List.of(
                put(Kind.MODEL, "sonnet", "{\"context\":200000}"),
                put(Kind.ALIAS, "best", "\"sonnet\""),
                new Change(Kind.TENANT, "demo", new Document("{\"residency\":\"eu\"}", Origin.ADMIN)));

        long revision = open().write(0, changes, List.of());

        assertThat(open().read()).isEqualTo(Documents.NONE.with(revision, changes));
    }

    @Test
    void keepsDocumentsOfEveryKindApart() {
        List<Change> changes = List.of(Kind.values()).stream()
                .map(kind -> put(kind, "same", "{\"kind\":\"" + kind + "\"}"))
                .toList();

        long revision = open().write(0, changes, List.of());

        assertThat(open().read()).isEqualTo(Documents.NONE.with(revision, changes));
    }

    @Test
    void remembersThatADocumentWasTakenOut() {
        DocumentStore store = open();
        long first = store.write(0, List.of(put(Kind.MODEL, "sonnet", "{}")), List.of());

        Document takenOut = new Document(null, Origin.ADMIN);
        store.write(first, List.of(new Change(Kind.MODEL, "sonnet", takenOut)), List.of());

        assertThat(open().read().find(Kind.MODEL, "sonnet")).isEqualTo(takenOut);
    }

    @Test
    void replacesRemovesAndAddsInOneWrite() {
        DocumentStore store = open();
        List<Change> first =
                List.of(put(Kind.MODEL, "a", "1"), put(Kind.MODEL, "b", "1"), put(Kind.DEPLOYMENT, "a", "1"));
        List<Change> second =
                List.of(put(Kind.MODEL, "a", "2"), new Change(Kind.MODEL, "b", null), put(Kind.DEPLOYMENT, "b", "2"));

        long one = store.write(0, first, List.of());
        long two = store.write(one, second, List.of());

        assertThat(store.read())
                .isEqualTo(Documents.NONE.with(one, first).with(two, second))
                .extracting(documents -> documents.find(Kind.MODEL, "b"))
                .isNull();
    }

    @Test
    void removesWhatIsNotThereWithoutComplaint() {
        DocumentStore store = open();
        long first = store.write(0, List.of(put(Kind.MODEL, "a", "1")), List.of());

        store.write(first, List.of(new Change(Kind.MODEL, "unknown", null)), List.of());

        assertThat(store.read().of(Kind.MODEL)).containsOnlyKeys("a");
    }

    @Test
    void countsUpWithEveryWrite() {
        DocumentStore store = open();
        DocumentStore other = open();

        long one = store.write(0, List.of(put(Kind.MODEL, "a", "1")), List.of());
        long two = other.write(one, List.of(put(Kind.MODEL, "a", "1")), List.of());
        long three = store.write(two, List.of(new Change(Kind.MODEL, "a", null)), List.of());

        assertThat(List.of(one, two, three)).isSorted().doesNotHaveDuplicates().allMatch(revision -> revision > 0);
        assertThat(other.read().revision()).isEqualTo(three);
    }

    @Test
    void writesNothingWhereNothingChanges() {
        DocumentStore store = open();
        long revision = store.write(0, List.of(put(Kind.MODEL, "a", "1")), List.of());

        assertThat(store.write(revision, List.of(), List.of(entry("model/a")))).isEqualTo(revision);

        assertThat(open().read().revision()).isEqualTo(revision);
        assertThat(audit().list(Instant.MAX, 10)).isEmpty();
    }

    @Test
    void leavesNothingBehindOfAWriteForAnotherRevision() {
        DocumentStore store = open();
        long one = store.write(0, List.of(put(Kind.MODEL, "a", "1")), List.of());
        long two = store.write(one, List.of(put(Kind.MODEL, "a", "2")), List.of());
        Documents before = store.read();

        for (long wrong : new long[] {0, one, two + 1}) {
            assertThatThrownBy(() -> open().write(
                                    wrong,
                                    List.of(put(Kind.MODEL, "a", "3"), put(Kind.MODEL, "b", "3")),
                                    List.of(entry("model/a"))))
                    .isInstanceOf(ConflictException.class);
        }
        assertThatThrownBy(() -> store.write(one, List.of(), List.of())).isInstanceOf(ConflictException.class);

        assertThat(store.read()).isEqualTo(before);
        assertThat(audit().list(Instant.MAX, 10)).isEmpty();
    }

    @Test
    void addsToTheAuditLogWithTheWrite() {
        AuditEntry made = new AuditEntry(AT, "ops", "put", "model/a", null, "{\"context\":1}");
        AuditEntry deleted = new AuditEntry(AT.plusMillis(1), "ops", "delete", "model/b", "{\"context\":2}", null);

        open().write(0, List.of(put(Kind.MODEL, "a", "{\"context\":1}")), List.of(made, deleted));

        assertThat(audit().list(Instant.MAX, 10)).containsExactly(deleted, made);
    }

    @Test
    void keepsEveryCharacterOfIdsAndTexts() {
        List<Change> changes = List.of(
                put(Kind.MODEL, "org/model:1.5#x y?z%2F_*", "{\"a\":\"Grüße 你好 👋 \\u0000 '\\\" ; --\"}"),
                put(Kind.MODEL, "modèle-ß-模型", "{\n\t\"b\": [ ]\r\n}"),
                put(Kind.MODEL, "Model", "1"),
                put(Kind.MODEL, "model", "2"));

        long revision = open().write(0, changes, List.of());

        assertThat(open().read()).isEqualTo(Documents.NONE.with(revision, changes));
    }

    @Test
    void keepsALongDocument() {
        String json = "{\"text\":\"" + "ü€".repeat(20_000) + "\"}";

        open().write(0, List.of(put(Kind.TENANT, "a", json)), List.of());

        assertThat(open().read().find(Kind.TENANT, "a")).isEqualTo(new Document(json, Origin.SETTINGS));
    }

    @Test
    void takesAThousandDocumentsInOneWrite() {
        List<Change> changes = IntStream.range(0, 1000)
                .mapToObj(i -> put(Kind.DEPLOYMENT, "deployment-" + i, "{\"number\":" + i + "}"))
                .toList();

        long revision = open().write(0, changes, List.of(entry("deployment/*")));

        assertThat(open().read()).isEqualTo(Documents.NONE.with(revision, changes));
        assertThat(audit().list(Instant.MAX, 10)).containsExactly(entry("deployment/*"));
    }

    private static Change put(Kind kind, String id, String json) {
        return new Change(kind, id, new Document(json, Origin.SETTINGS));
    }

    private static AuditEntry entry(String subject) {
        return new AuditEntry(AT, "ops", "put", subject, null, "{}");
    }
}
