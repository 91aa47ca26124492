package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.control.AuditEntry;
import gateway.control.Documents;
import gateway.control.Kind;
import gateway.http.Waiting;
import gateway.killswitch.StoredSwitches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/** Kills programs that write control data, at moments that chance picks, and looks at what they leave behind. */
public final class StoreKills {
    private final Path folder;
    private final RandomGenerator random;
    private final Duration longestLife;
    private long documents;
    private long switches;
    private long unheard;

    /**
     * Takes a folder, empty at first.
     *
     * @param random picks the moments
     * @param longestLife within which they lie, from a program's first acknowledgement on
     */
    public StoreKills(Path folder, RandomGenerator random, Duration longestLife) {
        this.folder = folder;
        this.random = random;
        this.longestLife = longestLife;
    }

    /**
     * What was counted; every write that was acknowledged is still there.
     *
     * @param kills programs that were killed
     * @param documents acknowledged writes of documents
     * @param switches acknowledged writes of kill switches
     * @param unheard writes that are there although the kill came before the acknowledgement
     */
    public record Result(int kills, long documents, long switches, long unheard) {}

    /** Kills so many programs, one after another, on the same store. */
    public Result run(int kills) throws IOException, InterruptedException {
        for (int i = 0; i < kills; i++) {
            check(acknowledged(kill(i)));
        }
        return new Result(kills, documents, switches, unheard);
    }

    /** Lets a program write and kills it; returns what it has told. */
    private List<String> kill(int number) throws IOException, InterruptedException {
        Path told = folder.resolve("told-" + number);
        Process writer = ChildProgram.start(folder, told, ChangeWriter.class);
        try {
            boolean begun = Waiting.until(
                    Duration.ofSeconds(60),
                    () -> !writer.isAlive() || read(told).contains("switch "));
            assertThat(begun && writer.isAlive()).as(() -> read(told)).isTrue();
            LockSupport.parkNanos(random.nextLong(longestLife.toNanos()));
        } finally {
            writer.destroyForcibly().waitFor();
        }
        String text = read(told);
        // the last line may have been cut off
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private Acknowledged acknowledged(List<String> lines) {
        List<String> documentLines =
                lines.stream().filter(line -> line.startsWith("document ")).toList();
        List<String> switchLines =
                lines.stream().filter(line -> line.startsWith("switch ")).toList();
        assertThat(documentLines.size() + switchLines.size()).as("lines").isEqualTo(lines.size());
        documents += documentLines.size();
        switches += switchLines.size();
        return new Acknowledged(number(documentLines.getLast()), number(switchLines.getLast()));
    }

    private void check(Acknowledged acknowledged) {
        try (SqliteDatabase database = SqliteDatabase.control(folder, System::nanoTime)) {
            assertThat(database.<String>read(connection -> Sql.text(connection, "PRAGMA integrity_check")))
                    .isEqualTo("ok");
            Documents stored = new LocalDocuments(database).read();
            long last = stored.revision();
            assertThat(last).isBetween(acknowledged.document(), acknowledged.document() + 1);
            unheard += last - acknowledged.document();

            List<String> ids = LongStream.rangeClosed(Math.max(1, last - ChangeWriter.KEPT + 1), last)
                    .mapToObj(ChangeWriter::id)
                    .toList();
            for (Kind kind : ChangeWriter.KINDS) {
                assertThat(stored.of(kind).keySet()).containsExactlyInAnyOrderElementsOf(ids);
            }
            assertThat(new LocalAudit(database)
                            .list(Instant.MAX, Integer.MAX_VALUE)
                            .reversed())
                    .extracting(AuditEntry::subject)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, last)
                            .mapToObj(ChangeWriter::id)
                            .toList());

            StoredSwitches thrown = new LocalSwitchStore(database, System::nanoTime).read();
            assertThat(thrown.unreadable()).isEmpty();
            assertThat(thrown.switches())
                    .singleElement()
                    .satisfies(each -> assertThat(Long.parseLong(each.reason()))
                            .isBetween(acknowledged.thrown(), acknowledged.thrown() + 1));
        }
    }

    private static long number(String line) {
        return Long.parseLong(line.substring(line.indexOf(' ') + 1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Numbers of the last document and the last switch that a program was told are kept. */
    private record Acknowledged(long document, long thrown) {}
}
