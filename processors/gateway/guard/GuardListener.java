package gateway.guard;

import gateway.model.GuardAction;
import gateway.model.PiiKind;

/** Is told what guardrails do; counts, never content. Thread-safe. */
public interface GuardListener {
    /** Hears nothing. */
    GuardListener NONE = new GuardListener() {
        @Override
        public void found(PiiKind kind, GuardAction action, boolean input, int count) {}

        @Override
        public void blocked(String reason, boolean input) {}

        @Override
        public void judged(boolean input, long nanos) {}

        @Override
        public void remote(String result, long nanos) {}
    };

    /** Personal data was found. */
    void found(PiiKind kind, GuardAction action, boolean input, int count);

    /** A request or an answer was blocked, or would have been by a policy that only flags. */
    void blocked(String reason, boolean input);

    /** The local engine has looked at a prompt or at an answer. */
    void judged(boolean input, long nanos);

    /** A service has answered, or not: {@code passed}, {@code masked}, {@code blocked}, or the code of a failure. */
    void remote(String result, long nanos);
}
