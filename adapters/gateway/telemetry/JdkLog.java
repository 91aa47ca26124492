package gateway.telemetry;

/**
 * Configures the JDK's own logging, which writes exceptions with their messages straight to the standard error, not to
 * write at all. Nothing of ours and none of our libraries uses it for more than remarks.
 */
public final class JdkLog {
    private static final String PROPERTY = "java.util.logging.config.class";

    /** Called by the JDK in place of reading its own configuration; what is not configured has no handler. */
    public JdkLog() {}

    /** To be called before anybody logs by it. */
    public static void silence() {
        System.setProperty(PROPERTY, JdkLog.class.getName());
    }
}
