package gateway.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.wire.JsonCodec;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The faults set at the moment, each under a key. The first that applies, by key, is done. Thread-safe. */
public final class SimulatorFaults {
    private final Map<String, Armed> armed = new ConcurrentSkipListMap<>();

    /** For the simulator alone. */
    SimulatorFaults() {}

    /** Sets a fault, in place of any other of the same key, and starts counting anew. */
    public void put(String key, Fault fault) {
        armed.put(key, new Armed(fault));
    }

    /**
     * Sets a fault as in {@code PUT /_sim/faults/KEY}.
     *
     * @throws IllegalArgumentException if the JSON is not that of a fault
     */
    public void put(String key, String json) {
        try {
            put(key, JsonCodec.MAPPER.readValue(json, Fault.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is not a fault: " + e.getOriginalMessage(), e);
        }
    }

    /** Takes a fault away. */
    public void remove(String key) {
        armed.remove(key);
    }

    /** Takes all faults away. */
    public void clear() {
        armed.clear();
    }

    /** How many requests a fault was done to. */
    public int fired(String key) {
        Armed one = armed.get(key);
        return one == null ? 0 : one.fired();
    }

    /** The fault to do to a request, {@link Fault#NONE} for none. */
    Fault take(String host, String dialect, String model, Supplier<String> body) {
        for (Armed one : armed.values()) {
            if (one.fault.matches(host, dialect, model, body) && one.fires()) {
                return one.fault;
            }
        }
        return Fault.NONE;
    }

    ObjectNode json() {
        ObjectNode all = JsonCodec.object();
        armed.forEach((key, one) -> {
            ObjectNode fault = JsonCodec.MAPPER.valueToTree(one.fault);
            all.set(key, fault.put("seen", one.seen.get()).put("fired", one.fired()));
        });
        return all;
    }

    /** A fault with its counters. */
    private static final class Armed {
        private final Fault fault;
        private final AtomicInteger seen = new AtomicInteger();
        private final AtomicInteger fired = new AtomicInteger();

        Armed(Fault fault) {
            this.fault = fault;
        }

        boolean fires() {
            Integer every = fault.every();
            if (seen.incrementAndGet() % (every == null ? 1 : every) != 0) {
                return false;
            }
            Integer times = fault.times();
            int most = times == null ? Integer.MAX_VALUE : times;
            return fired.getAndUpdate(count -> Math.min(most, count + 1)) < most;
        }

        int fired() {
            return fired.get();
        }
    }
}
