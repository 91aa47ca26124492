package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.control.Change;
import gateway.control.Document;
import gateway.control.Document.Origin;
import gateway.control.Kind;
import gateway.control.StoreException;
import gateway.decision.StoredDecision;
import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Mode;
import gateway.killswitch.Switch.Scope;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process holds the lock that every writer needs. */
class HeldLockTest {
    private static final List<Change> CHANGES =
            List.of(new Change(Kind.MODEL, "sonnet", new Document("{}", Origin.ADMIN)));

    @TempDir
    Path folder = Path.of("unset");

    @AutoClose
    private final Databases databases = new Databases();

    @Test
    void readsWhileAnotherProcessWrites() throws SQLException {
        SqliteDatabase database = databases.control(folder);
        long revision = new LocalDocuments(database).write(0, CHANGES, List.of());
        holdLock();

        assertThat(new LocalDocuments(database).read().revision()).isEqualTo(revision);
        assertThat(new LocalSwitchStore(database, () -> 0).read().registryRevision())
                .isEqualTo(revision);
        assertThat(new LocalDocuments(databases.control(folder)).read().revision())
                .isEqualTo(revision);
    }

    @Test
    void givesUpAWriteAfterItsPatienceAndChangesNothing() throws SQLException {
        Duration patience = Duration.ofMillis(100);
        LocalDocuments documents = new LocalDocuments(databases.open(folder, Schema.CONTROL, patience));
        Connection other = holdLock();
        long begun = System.nanoTime();

        assertThatThrownBy(() -> documents.write(0, CHANGES, List.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the control data in")
                .hasMessageContaining("cannot be written: another process has held its lock for too long")
                .hasNoCause();

        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(patience.toNanos());
        Sql.run(other, "ROLLBACK");
        assertThat(documents.write(0, CHANGES, List.of())).isEqualTo(1);
    }

    @Test
    void freezesNoVirtualThreadWhileWritersWait() throws Exception {
        SqliteDatabase database = databases.control(folder);
        LocalSwitchStore switches = new LocalSwitchStore(database, () -> 0);
        Connection other = holdLock();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                Switch thrown =
                        new Switch(Scope.TENANT, "tenant-" + i, "incident", Mode.DRAIN, "ops", Instant.EPOCH, null);
                writers.add(threads.submit(() -> switches.put(thrown)));
            }
            List<Future<Long>> workers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                workers.add(threads.submit(() -> LongStream.range(0, 10_000).sum()));
            }

            for (Future<Long> worker : workers) {
                assertThat(worker.get(30, TimeUnit.SECONDS)).isEqualTo(49_995_000);
            }
            assertThat(switches.read().switches()).isEmpty();
            assertThat(writers).noneMatch(Future::isDone);

            Sql.run(other, "ROLLBACK");
            for (Future<?> writer : writers) {
                writer.get(30, TimeUnit.SECONDS);
            }
            assertThat(switches.read().switches()).hasSize(32);
        }
    }

    @Test
    void keepsRecordsOfDecisionsWhileControlDataIsLocked() throws SQLException {
        databases.control(folder);
        LocalDecisions decisions = new LocalDecisions(databases.decisions(folder));
        holdLock();

        decisions.append(List.of(
                new StoredDecision("one", Instant.EPOCH, "demo", "sonnet", null, null, "any", null, "failed", "{}")));

        assertThat(decisions.find("one")).isNotNull();
    }

    @Test
    void doesNotWriteWhatNobodyWaitsForAnyMore() throws Exception {
        LocalDocuments documents = new LocalDocuments(databases.control(folder));
        Connection other = holdLock();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writer = threads.submit(() -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> documents.write(0, CHANGES, List.of())).isInstanceOf(StoreException.class);
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
            });
            writer.get(30, TimeUnit.SECONDS);
        }

        Sql.run(other, "ROLLBACK");
        assertThat(documents.read().revision()).isZero();
    }

    /** Takes the lock as another process does. */
    private Connection holdLock() throws SQLException {
        Connection other = databases.raw(folder.resolve("serai.db"));
        Sql.run(other, "BEGIN IMMEDIATE");
        return other;
    }
}
