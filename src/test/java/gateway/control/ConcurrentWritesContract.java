package gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.control.Document.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every store of documents must do while several processes write. */
public abstract class ConcurrentWritesContract {
    private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");
    private static final int WRITERS = 4;

    /** Opens the store of this test; a second call opens the same data, as another process would. */
    protected abstract DocumentStore open();

    /** The log that the store of this test adds to. */
    protected abstract AuditLog audit();

    @Test
    void letsOneOfManyWritersWin() throws Exception {
        List<Boolean> won = atOnce(writers((number, store) -> tryWrite(store, 0, number)));

        assertThat(won).containsOnlyOnce(true);
        int winner = won.indexOf(true);
        assertThat(open().read().of(Kind.MODEL)).containsExactly(Map.entry("counter", document(winner)));
        assertThat(audit().list(Instant.MAX, 100))
                .extracting(AuditEntry::after)
                .containsExactly(Integer.toString(winner));
    }

    @Test
    void losesNoChangeWhenWritersTryAgain() throws Exception {
        int each = 10;

        atOnce(writers((number, store) -> {
            for (int done = 0; done < each; ) {
                Documents now = store.read();
                done += tryWrite(store, now.revision(), counter(now) + 1) ? 1 : 0;
            }
            return true;
        }));

        assertThat(counter(open().read())).isEqualTo(WRITERS * each);
        assertThat(audit().list(Instant.MAX, 1000))
                .extracting(AuditEntry::after)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, WRITERS * each)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void showsAWriteAsAWholeOrNotAtAll() throws Exception {
        int writes = 40;
        DocumentStore writer = open();
        DocumentStore reader = open();
        Map<Long, Integer> numberByRevision = new HashMap<>(Map.of(0L, 0));
        List<Documents> seen = new ArrayList<>();

        AtomicBoolean written = new AtomicBoolean();
        atOnce(List.of(
                () -> {
                    try {
                        long revision = 0;
                        for (int number = 1; number <= writes; number++) {
                            revision = writer.write(revision, everywhere(number), List.of());
                            numberByRevision.put(revision, number);
                        }
                    } finally {
                        written.set(true);
                    }
                    return true;
                },
                () -> {
                    do {
                        seen.add(reader.read());
                    } while (!written.get());
                    return true;
                }));
        seen.add(reader.read());

        assertThat(counter(seen.getLast())).isEqualTo(writes);
        assertThat(seen).isSortedAccordingTo((a, b) -> Long.compare(a.revision(), b.revision()));
        assertThat(seen).allSatisfy(documents -> {
            int number = Objects.requireNonNull(numberByRevision.get(documents.revision()));
            assertThat(documents.byKind().values().stream().flatMap(all -> all.values().stream()))
                    .hasSize(number == 0 ? 0 : everywhere(number).size())
                    .containsOnly(number == 0 ? new Document[0] : new Document[] {document(number)});
        });
    }

    /** Work of one of several writers, each with a store of its own. */
    private interface Writer {
        Boolean write(int number, DocumentStore store);
    }

    private List<Callable<Boolean>> writers(Writer writer) {
        return IntStream.range(0, WRITERS)
                .mapToObj(number -> {
                    DocumentStore store = open();
                    return (Callable<Boolean>) () -> writer.write(number, store);
                })
                .toList();
    }

    private static boolean tryWrite(DocumentStore store, long expected, int number) {
        try {
            store.write(
                    expected,
                    List.of(new Change(Kind.MODEL, "counter", document(number))),
                    List.of(new AuditEntry(AT, "ops", "put", "model/counter", null, Integer.toString(number))));
            return true;
        } catch (ConflictException e) {
            return false;
        }
    }

    /** A number, written to several documents of several kinds. */
    private static List<Change> everywhere(int number) {
        return Stream.of(Kind.MODEL, Kind.DEPLOYMENT, Kind.TENANT)
                .flatMap(
                        kind -> Stream.of("counter", "copy", "third").map(id -> new Change(kind, id, document(number))))
                .toList();
    }

    private static Document document(int number) {
        return new Document(Integer.toString(number), Origin.SETTINGS);
    }

    private static int counter(Documents documents) {
        Document counter = documents.find(Kind.MODEL, "counter");
        return counter == null || counter.json() == null ? 0 : Integer.parseInt(counter.json());
    }

    private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> task : tasks) {
                running.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        }
    }
}
