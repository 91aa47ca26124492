package gateway.local;

import gateway.control.StoreException;
import java.sql.SQLException;

/** Says in words what SQLite complains of. Codes: sqlite.org/rescode.html. */
final class SqliteFaults {
    private static final int BUSY = 5;

    private SqliteFaults() {}

    /** Whether another process holds the lock now. */
    static boolean isBusy(Throwable failure) {
        return failure instanceof SQLException e && e.getErrorCode() == BUSY;
    }

    /** The failure of something that could not be done. */
    static StoreException because(String problem, Throwable failure) {
        return switch (failure) {
            case StoreException known -> known;
            case SQLException e ->
                switch (e.getErrorCode()) {
                    case BUSY -> new StoreException(problem + ": another process has held its lock for too long");
                    case 8 -> new StoreException(problem + ": the file may not be written to");
                    case 10 -> new StoreException(problem + ": the disk reports an error");
                    case 11, 26 -> damaged(problem);
                    case 13 -> new StoreException(problem + ": the disk is full");
                    case 14 -> new StoreException(problem + ": the file cannot be opened");
                    default -> new StoreException(problem, e);
                };
            default -> new StoreException(problem, failure);
        };
    }

    /** The failure of something whose file is no longer what SQLite wrote. */
    static StoreException damaged(String what) {
        return new StoreException(
                what + ": the file is damaged. Put a copy in its place, or move it away to start anew");
    }
}
