package gateway.app;

import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words why the gateway could not start. */
final class StartProblem {
    private StartProblem() {}

    static String of(Throwable fault) {
        String wanted = "";
        Throwable cause = fault;
        while (cause.getCause() != null && !(cause instanceof BindException)) {
            wanted = cause.getMessage() + ": ";
            cause = cause.getCause();
        }
        if (cause instanceof BindException) {
            return cause.getMessage()
                    + ": another process has the port; set SERAI_PORT, SERAI_MANAGEMENT_PORT, SERAI_GRPC_PORT or SERAI_SIMULATOR_PORT";
        }
        if (cause instanceof FileSystemException file) {
            return wanted + file.getFile() + ": " + reason(file);
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getName() : message;
    }

    /** The message of these is the name of the file alone. */
    private static String reason(FileSystemException file) {
        return switch (file) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "there is no such file or folder";
            case FileAlreadyExistsException other -> "a file stands where a folder must be";
            default -> file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
        };
    }
}
