package gateway.killswitch;

import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.Receiver;
import gateway.model.Stream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a kill switch of mode cut, or the end of the process, can still end: those that wait for their
 * provider, and the streams that run. Thread-safe.
 *
 * <p>A call is first put among these and then compared with the switches, while a switch is first taken over and then
 * compared with these. So whichever comes second sees the other, and none slips through.
 */
public final class ActiveCalls {
    private final Set<Cuttable> calls = ConcurrentHashMap.newKeySet();
    private final LiveSwitches switches;
    private final InstantSource clock;
    private final CutListener listener;
    private volatile Switches cutting = Switches.NONE;
    private volatile boolean stopped;

    /**
     * Follows the switches from now on.
     *
     * @param switches the kill switches in use
     * @param clock tells whether a switch has expired
     * @param listener is told of every call that is cut
     */
    public ActiveCalls(LiveSwitches switches, InstantSource clock, CutListener listener) {
        this.switches = switches;
        this.clock = clock;
        this.listener = listener;
        switches.onChange(this::changed);
    }

    /** Is told of every call that is cut. Must not throw and not block. */
    @FunctionalInterface
    public interface CutListener {
        /**
         * A call is cut.
         *
         * @param by the switch that ends it
         * @param streaming whether its answer had begun
         */
        void cut(Switch by, boolean streaming);
    }

    /** Takes in a call that is about to wait for its provider, until it is {@linkplain PendingCall#close closed}. */
    public PendingCall waiting(Plan plan, Deployment deployment) {
        PendingCall call = new PendingCall(this, plan, deployment);
        calls.add(call);
        if (stopped) {
            call.cut(Failure.SHUTTING_DOWN, null);
        }
        return call;
    }

    /** Ends all of them, and those that come from now on, since the process ends. */
    public void stop() {
        stopped = true;
        for (Cuttable call : calls) {
            call.cut(Failure.SHUTTING_DOWN, null);
        }
    }

    /** How many calls can be cut now. */
    public int size() {
        return calls.size();
    }

    /** Puts the push stage that can be cut between a stream and its receiver. Called on the stream's event loop. */
    Receiver running(Outcome outcome, Stream source, Receiver next) {
        CuttableStream stream = new CuttableStream(this, outcome, source, next);
        calls.add(stream);
        moved(stream);
        return stream.receiver();
    }

    /** A stream has come to another deployment. */
    void moved(CuttableStream stream) {
        Switches now = cutting;
        Switch by = now.byPath().isEmpty() ? null : against(now, stream, clock.instant());
        if (by != null) {
            stream.end(Failure.SWITCHED_OFF, by);
        } else if (stopped) {
            stream.end(Failure.SHUTTING_DOWN, null);
        }
    }

    void remove(Cuttable call) {
        calls.remove(call);
    }

    void told(@Nullable Switch by, boolean streaming) {
        if (by != null) {
            listener.cut(by, streaming);
        }
    }

    /** Of two changes at once the later may be told first, so what holds now is asked for. */
    private synchronized void changed(Switches next) {
        cutting = switches.current().cutting();
        Switches appeared = next.cutting();
        if (appeared.byPath().isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        for (Cuttable call : calls) {
            Switch by = against(appeared, call, now);
            if (by != null) {
                call.cut(Failure.SWITCHED_OFF, by);
            }
        }
    }

    private static @Nullable Switch against(Switches cuts, Cuttable call, Instant now) {
        Switch whole = cuts.against(call.plan(), now);
        return whole != null ? whole : cuts.against(call.deployment(), now);
    }
}
