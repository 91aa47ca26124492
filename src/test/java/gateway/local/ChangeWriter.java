package gateway.local;

import gateway.control.AuditEntry;
import gateway.control.Change;
import gateway.control.Document;
import gateway.control.Document.Origin;
import gateway.control.Kind;
import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Mode;
import gateway.killswitch.Switch.Scope;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A program that changes control data as fast as it can, and tells each change once the store has acknowledged it. */
final class ChangeWriter {
    /** Kinds that every change writes a document of. */
    static final List<Kind> KINDS = List.of(Kind.MODEL, Kind.DEPLOYMENT, Kind.ALIAS);
    /** A change's documents are removed again by the change that comes so many later. */
    static final int KEPT = 100;
    /** An end, should nobody kill it. */
    private static final int MOST = 50_000;

    private static final String FILLING = "x".repeat(2000);

    private ChangeWriter() {}

    /** Changes what lies in the folder that the first argument names. */
    public static void main(String[] arguments) {
        try (SqliteDatabase database = SqliteDatabase.control(Path.of(arguments[0]), System::nanoTime)) {
            LocalDocuments documents = new LocalDocuments(database);
            LocalSwitchStore switches = new LocalSwitchStore(database, System::nanoTime);
            long revision = documents.read().revision();
            for (int i = 0; i < MOST; i++) {
                revision = documents.write(revision, changes(revision + 1), List.of(entry(revision + 1)));
                System.out.println("document " + revision);
                switches.put(new Switch(
                        Scope.GLOBAL, "all", Long.toString(revision), Mode.DRAIN, "writer", Instant.EPOCH, null));
                System.out.println("switch " + revision);
            }
        }
    }

    /** Id of the documents that a change writes. */
    static String id(long number) {
        return "change-" + number;
    }

    private static List<Change> changes(long number) {
        List<Change> changes = new ArrayList<>();
        for (Kind kind : KINDS) {
            changes.add(new Change(
                    kind, id(number), new Document("{\"n\":" + number + ",\"x\":\"" + FILLING + "\"}", Origin.ADMIN)));
            changes.add(new Change(kind, id(number - KEPT), null));
        }
        return changes;
    }

    private static AuditEntry entry(long number) {
        return new AuditEntry(Instant.ofEpochSecond(number), "writer", "put", id(number), null, "{}");
    }
}
