package gateway.app;

import java.net.BindException;

/** Says in words why the gateway could not start. */
final class StartProblem {
    private StartProblem() {}

    static String of(Throwable fault) {
        Throwable cause = fault;
        while (cause.getCause() != null && !(cause instanceof BindException)) {
            cause = cause.getCause();
        }
        if (cause instanceof BindException) {
            return cause.getMessage()
                    + ": another process has the port; set SERAI_PORT, SERAI_MANAGEMENT_PORT or SERAI_SIMULATOR_PORT";
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getName() : message;
    }
}
