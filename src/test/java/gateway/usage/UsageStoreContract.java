package gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Usage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of usage must do. */
public abstract class UsageStoreContract {
    private static final LocalDate DAY = LocalDate.parse("2026-11-24");
    private static final LocalDate FIRST = LocalDate.parse("2026-11-01");
    private static final LocalDate NEXT = LocalDate.parse("2026-12-01");
    private static final Amounts SOME = new Amounts(1, 2, 1, new Usage(100, 10, 20, 30, 50, 5), 1_234_567);

    /** Opens the store of this test; a second call opens the same data, as another process would. */
    protected abstract UsageStore open();

    @Test
    void knowsNothingAtFirst() {
        assertThat(read(open(), all())).isEmpty();
    }

    @Test
    void addsUpWhatSeveralWritersBring() {
        open().add(batch("one", 1, row(DAY, "demo", SOME)));
        open().add(batch("two", 1, row(DAY, "demo", SOME)));
        open().add(batch("one", 2, row(DAY, "demo", SOME)));

        assertThat(read(open(), all()))
                .containsExactly(
                        row(DAY, "demo", new Amounts(3, 6, 3, new Usage(300, 30, 60, 90, 150, 15), 3 * 1_234_567L)));
    }

    @Test
    void addsABatchOnceThatIsRepeated() {
        UsageStore store = open();
        UsageBatch batch = batch("one", 7, row(DAY, "demo", SOME), row(DAY, "other", SOME));

        store.add(batch);
        store.add(batch);
        open().add(batch);

        assertThat(read(store, all())).containsExactlyInAnyOrder(row(DAY, "demo", SOME), row(DAY, "other", SOME));
    }

    @Test
    void addsNothingOfARepeatedBatchAlsoWhenOthersCameBetween() {
        UsageStore store = open();
        store.add(batch("one", 1, row(DAY, "demo", SOME)));
        for (int i = 1; i <= 20; i++) {
            store.add(batch("two", i, row(DAY, "other", SOME)));
        }

        store.add(batch("one", 1, row(DAY, "demo", SOME)));

        assertThat(read(store, all())).contains(row(DAY, "demo", SOME));
    }

    @Test
    void takesAsManyRowsAtOnceAsABatchMayHave() {
        List<UsageRow> many = IntStream.range(0, UsageBatch.MOST)
                .mapToObj(i -> new UsageRow(new UsageKey(DAY, "demo", "", "key-" + i, "sonnet"), SOME))
                .toList();

        open().add(new UsageBatch("one", 1, many));

        assertThat(read(open(), all())).containsExactlyInAnyOrderElementsOf(many);
    }

    @Test
    void keepsApartWhateverDiffersInOnePart() {
        List<UsageRow> rows = List.of(
                of(new UsageKey(DAY, "demo", "", "k", "m")),
                of(new UsageKey(DAY.plusDays(1), "demo", "", "k", "m")),
                of(new UsageKey(DAY, "other", "", "k", "m")),
                of(new UsageKey(DAY, "demo", "team", "k", "m")),
                of(new UsageKey(DAY, "demo", "", "l", "m")),
                of(new UsageKey(DAY, "demo", "", "k", "")),
                of(new UsageKey(DAY, "demo#a", "b", "k", "m")),
                of(new UsageKey(DAY, "demo", "a#b", "k", "m")),
                of(new UsageKey(DAY, "demo", "a", "b#k", "m")),
                of(new UsageKey(DAY, "demo", "a%23b", "k", "org/ü:1 'x'")));

        open().add(new UsageBatch("one", 1, rows));

        assertThat(read(open(), all())).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(read(open(), new UsageQuery(FIRST, NEXT, "demo#a", null, null, null)))
                .containsExactly(rows.get(6));
    }

    @Test
    void readsFromADayToBeforeAnother() {
        List<UsageRow> days = IntStream.range(0, 40)
                .mapToObj(i -> row(DAY.plusDays(i), "demo", SOME))
                .toList();
        UsageStore store = open();
        store.add(new UsageBatch("one", 1, days));
        LocalDate from = DAY.plusDays(3);
        LocalDate to = DAY.plusDays(33);

        assertThat(read(store, new UsageQuery(from, to, null, null, null, null)))
                .containsExactlyInAnyOrderElementsOf(days.subList(3, 33));
        assertThat(read(store, new UsageQuery(from, to, "demo", null, null, null)))
                .containsExactlyInAnyOrderElementsOf(days.subList(3, 33));
        assertThat(read(store, new UsageQuery(from, from, "demo", null, null, null)))
                .isEmpty();
    }

    @Test
    void readsWhatATenantATeamAKeyOrAModelHasUsed() {
        UsageRow one = of(new UsageKey(DAY, "demo", "a", "k", "m"));
        UsageRow two = of(new UsageKey(DAY, "demo", "b", "k", "n"));
        UsageRow three = of(new UsageKey(DAY, "demo2", "a", "l", "m"));
        UsageStore store = open();
        store.add(batch("one", 1, one, two, three));

        assertThat(read(store, new UsageQuery(FIRST, NEXT, "demo", null, null, null)))
                .containsExactlyInAnyOrder(one, two);
        assertThat(read(store, new UsageQuery(FIRST, NEXT, null, "a", null, null)))
                .containsExactlyInAnyOrder(one, three);
        assertThat(read(store, new UsageQuery(FIRST, NEXT, null, null, "l", null)))
                .containsExactly(three);
        assertThat(read(store, new UsageQuery(FIRST, NEXT, null, null, null, "n")))
                .containsExactly(two);
        assertThat(read(store, new UsageQuery(FIRST, NEXT, "demo", "a", "k", "m")))
                .containsExactly(one);
        assertThat(read(store, new UsageQuery(FIRST, NEXT, "nobody", null, null, null)))
                .isEmpty();
    }

    @Test
    void losesNothingWhenSeveralWriteTheSameRowsAtOnce() throws Exception {
        UsageStore store = open();
        List<UsageRow> rows = IntStream.range(0, 5)
                .mapToObj(i -> new UsageRow(new UsageKey(DAY, "demo", "", "key-" + i, "m"), SOME))
                .toList();
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int w = 0; w < 4; w++) {
                String name = "writer-" + w;
                writers.add(threads.submit(() -> {
                    for (int i = 1; i <= 10; i++) {
                        addUntilTaken(store, new UsageBatch(name, i, rows));
                    }
                }));
            }
        }
        for (Future<?> writer : writers) {
            writer.get();
        }

        assertThat(read(store, all()))
                .hasSize(5)
                .allSatisfy(row -> assertThat(row.amounts().calls()).isEqualTo(40));
    }

    /** As the writer does it, which tries a batch again that a store is too busy for. */
    private static void addUntilTaken(UsageStore store, UsageBatch batch) {
        for (int i = 0; ; i++) {
            try {
                store.add(batch);
                return;
            } catch (gateway.control.StoreException e) {
                if (i == 20) {
                    throw e;
                }
            }
        }
    }

    private static UsageQuery all() {
        return new UsageQuery(FIRST, NEXT, null, null, null, null);
    }

    private static List<UsageRow> read(UsageStore store, UsageQuery query) {
        List<UsageRow> rows = new ArrayList<>();
        store.read(query, rows::add);
        return rows;
    }

    private static UsageBatch batch(String writer, long number, UsageRow... rows) {
        return new UsageBatch(writer, number, List.of(rows));
    }

    private static UsageRow row(LocalDate day, String tenant, Amounts amounts) {
        return new UsageRow(new UsageKey(day, tenant, "", "key", "sonnet"), amounts);
    }

    private static UsageRow of(UsageKey key) {
        return new UsageRow(key, SOME);
    }
}
