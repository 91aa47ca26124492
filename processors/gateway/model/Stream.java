package gateway.model;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A provider's stream whose first meaningful event has arrived, held back until somebody receives it. */
public interface Stream {
    /**
     * Hands over the events from the first one on. Called once, on the event loop of the call's relay.
     *
     * @param receiver gets every event
     */
    void start(Receiver receiver);

    /** Asks for a break: the receiver is full. */
    void pause();

    /** Asks for more. */
    void resume();

    /** Aborts the provider's call and tells the receiver {@link Receiver#cancelled}, unless the stream has ended. */
    void cancel();

    /**
     * Tells what became of a stream that more than one deployment may serve, once it has ended or was given up and no
     * deployment is looked for any more; what of it was never passed on is known here too.
     *
     * @param action is run once, at once or later, on the event loop of the call's relay; is given null by a stream
     *     that one deployment serves alone
     */
    default void whenKnown(Consumer<@Nullable Course> action) {
        action.accept(null);
    }

    /**
     * What became of it.
     *
     * @param outcome with all that took part
     * @param handovers how often another deployment went on
     * @param usage what the one that served last has used
     * @param estimated whether its provider's own count is missing or was not its last word
     */
    record Course(Outcome outcome, int handovers, Usage usage, boolean estimated) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Course[" + outcome.served().deployment().id() + ", " + handovers + "]";
        }
    }
}
