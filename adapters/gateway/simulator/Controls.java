package gateway.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.wire.JsonCodec;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** The simulator's own endpoints below {@code /_sim/}: counts, faults and pace. Thread-safe. */
final class Controls {
    private static final String ROOT = "/_sim/";
    private static final String FAULTS = "faults";

    private final SimulatorFaults faults;
    private final SimulatorCounts counts;
    private final AtomicReference<Pace> pace;

    Controls(SimulatorFaults faults, SimulatorCounts counts, AtomicReference<Pace> pace) {
        this.faults = faults;
        this.counts = counts;
        this.pace = pace;
    }

    boolean handles(HttpServerRequest request) {
        return Objects.requireNonNullElse(request.path(), "").startsWith(ROOT);
    }

    void handle(HttpServerRequest request, Buffer body) {
        String name = Objects.requireNonNullElse(request.path(), "").substring(ROOT.length());
        String what = request.method().name() + ' ' + (name.startsWith(FAULTS + '/') ? FAULTS + "/*" : name);
        String key = name.substring(Math.min(name.length(), FAULTS.length() + 1));
        try {
            switch (what) {
                case "GET counts" -> reply(request, 200, counts.json());
                case "DELETE counts" -> {
                    counts.reset();
                    reply(request, 200, counts.json());
                }
                case "GET faults" -> reply(request, 200, faults.json());
                case "PUT faults/*" -> {
                    faults.put(key, body.toString());
                    reply(request, 200, faults.json());
                }
                case "DELETE faults/*" -> {
                    faults.remove(key);
                    reply(request, 200, faults.json());
                }
                case "DELETE faults" -> {
                    faults.clear();
                    reply(request, 200, faults.json());
                }
                case "GET pace" -> reply(request, 200, pace());
                case "PUT pace" -> {
                    pace.set(changed(body.toString()));
                    reply(request, 200, pace());
                }
                default -> reply(request, 404, problem("there is nothing here: see docs/simulator.md"));
            }
        } catch (IllegalArgumentException e) {
            reply(request, 400, problem(String.valueOf(e.getMessage())));
        }
    }

    private ObjectNode pace() {
        return JsonCodec.MAPPER.valueToTree(pace.get());
    }

    private Pace changed(String json) {
        try {
            JsonNode wishes = JsonCodec.MAPPER.readTree(json);
            ObjectNode merged = pace();
            if (!(wishes instanceof ObjectNode object)) {
                throw new IllegalArgumentException("the pace must be a JSON object");
            }
            merged.setAll(object);
            return JsonCodec.MAPPER.treeToValue(merged, Pace.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is not a pace: " + e.getOriginalMessage(), e);
        }
    }

    private static ObjectNode problem(String message) {
        return JsonCodec.object().put("error", message);
    }

    private static void reply(HttpServerRequest request, int status, ObjectNode body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body.toPrettyString() + '\n');
    }
}
