package gateway.parity;

import gateway.http.Waiting;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A way into the gateway: one transport, in one of its forms. Thread-safe. */
interface Door {
    Duration LONG = Duration.ofSeconds(30);

    /** Short, of lower-case letters, digits and dashes. */
    String id();

    /** As the page calls it. */
    String name();

    /** Id of the ingress route, by which switches and records know it. */
    String route();

    /** Name of the file of its ingress route. */
    default String entrance() {
        return route();
    }

    /** Id of the route that hands its requests to the chain. */
    default String chained() {
        return route();
    }

    /** Whether its answers are streamed. */
    boolean streams();

    /** Whether what meets a limit or a switch is no answer, but waits for its next turn. */
    default boolean putsBack() {
        return false;
    }

    /** Whether its answers have text; else they are vectors. */
    default boolean speaks() {
        return !Vectors.areWantedBy(id());
    }

    /** What is not there that a policy would act on; null where it acts. */
    default @Nullable String without(Policy policy) {
        return speaks() ? null : Vectors.without(policy.id());
    }

    /** The gateway that it leads into. */
    Site site();

    /** Asks, and waits for what comes of it. */
    Answer ask(Ask ask);

    /** Asks, and waits for its answer, even if other requests of the tenant are refused meanwhile. */
    default Answer answered(Ask ask) {
        return ask(ask);
    }

    /** What comes of a request that was refused, now that what stood in its way is gone. */
    default Answer again(Ask ask) {
        AtomicReference<Answer> last = new AtomicReference<>();
        // a call that has just ended may still hold its place
        Waiting.until(LONG, () -> {
            last.set(ask(ask));
            return last.get().isServed();
        });
        return last.get();
    }
}
