package gateway.telemetry;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import gateway.model.Redacted;
import org.jspecify.annotations.Nullable;

/** An exception as it may be logged: types and places of it, its causes and what it suppressed; of messages no word. */
final class SafeThrowable implements IThrowableProxy {
    private final IThrowableProxy thrown;

    private SafeThrowable(IThrowableProxy thrown) {
        this.thrown = thrown;
    }

    static @Nullable IThrowableProxy of(@Nullable IThrowableProxy thrown) {
        return thrown == null ? null : new SafeThrowable(thrown);
    }

    @Override
    public String getMessage() {
        return Redacted.shown(thrown.getMessage());
    }

    @Override
    public @Nullable String getOverridingMessage() {
        return null;
    }

    @Override
    public String getClassName() {
        return thrown.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return thrown.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return thrown.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
        return of(thrown.getCause());
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
        IThrowableProxy[] all = thrown.getSuppressed();
        IThrowableProxy[] safe = new IThrowableProxy[all == null ? 0 : all.length];
        for (int i = 0; i < safe.length; i++) {
            safe[i] = new SafeThrowable(all[i]);
        }
        return safe;
    }

    @Override
    public boolean isCyclic() {
        return thrown.isCyclic();
    }
}
