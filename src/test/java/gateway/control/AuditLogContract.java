package gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every audit log must do. */
public abstract class AuditLogContract {
    private static final Instant AT = Instant.parse("2026-11-24T12:00:00.123456Z");

    /** Opens the log of this test; a second call opens the same data, as another process would. */
    protected abstract AuditLog open();

    @Test
    void isEmptyAtFirst() {
        assertThat(open().list(Instant.MAX, 10)).isEmpty();
    }

    @Test
    void showsAnotherProcessWhatWasAdded() {
        AuditEntry thrown = new AuditEntry(
                AT, "ops", "put", "kill-switch/provider/anthropic", null, "{\"reason\":\"Störung 你好 👋\"}");
        AuditEntry nothing = new AuditEntry(AT.minusSeconds(1), "settings", "delete", "model/a", null, null);

        AuditLog log = open();
        log.append(thrown);
        log.append(nothing);

        assertThat(open().list(Instant.MAX, 10)).containsExactly(thrown, nothing);
    }

    @Test
    void listsTheNewestFirst() {
        AuditLog log = open();
        List<AuditEntry> entries = entries(12);
        // not in the order of their times: processes' clocks are not quite the same
        entries.subList(6, 12).forEach(log::append);
        entries.subList(0, 6).forEach(log::append);

        assertThat(log.list(Instant.MAX, 100)).containsExactlyElementsOf(entries.reversed());
    }

    @Test
    void listsAtMostAsManyAsAreWanted() {
        AuditLog log = open();
        List<AuditEntry> entries = entries(12);
        entries.forEach(log::append);

        assertThat(log.list(Instant.MAX, 5))
                .containsExactlyElementsOf(entries.reversed().subList(0, 5));
        assertThat(log.list(Instant.MAX, 12)).hasSize(12);
        assertThat(log.list(Instant.MAX, 1)).containsExactly(entries.getLast());
    }

    @Test
    void turnsPagesByTheTimeOfTheLastEntry() {
        AuditLog log = open();
        List<AuditEntry> entries = entries(12);
        entries.forEach(log::append);

        List<AuditEntry> page = log.list(Instant.MAX, 5);
        List<AuditEntry> next = log.list(page.getLast().at(), 5);
        List<AuditEntry> last = log.list(next.getLast().at(), 5);

        assertThat(next).containsExactlyElementsOf(entries.reversed().subList(5, 10));
        assertThat(last).containsExactlyElementsOf(entries.reversed().subList(10, 12));
        assertThat(log.list(entries.getFirst().at(), 5)).isEmpty();
    }

    @Test
    void findsEntriesOfDaysLongPast() {
        AuditLog log = open();
        AuditEntry old = entry(Instant.parse("2024-02-29T23:59:59.999999Z"), "model/old");
        AuditEntry late = entry(AT, "model/late");
        log.append(old);
        log.append(late);

        assertThat(log.list(AT, 10)).containsExactly(old);
        assertThat(log.list(Instant.MAX, 10)).containsExactly(late, old);
    }

    @Test
    void keepsAllThatHappenedAtOneMoment() {
        List<AuditEntry> entries =
                IntStream.range(0, 10).mapToObj(i -> entry(AT, "model/" + i)).toList();
        AuditLog log = open();
        AuditLog other = open();

        entries.subList(0, 5).forEach(log::append);
        entries.subList(5, 10).forEach(other::append);
        log.append(entries.getFirst());

        assertThat(log.list(AT.plusMillis(1), 100)).hasSize(11).hasSameElementsAs(entries);
    }

    private static List<AuditEntry> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> entry(AT.plusMillis(i), "model/" + i))
                .toList();
    }

    private static AuditEntry entry(Instant at, String subject) {
        return new AuditEntry(at, "ops", "put", subject, "{\"a\":1}", "{\"a\":2}");
    }
}
