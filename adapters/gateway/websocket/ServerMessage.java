package gateway.websocket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.wire.JsonCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what a client is sent. JSON that is there already is put in as it is. */
final class ServerMessage {
    private static final int ENVELOPE = 64;
    private static final String BROKE_OFF =
            "{\"message\":\"the answer broke off\",\"type\":\"api_error\",\"param\":null,\"code\":\"all_providers_failed\"}";

    private ServerMessage() {}

    /**
     * The begin of an answer, or all of it.
     *
     * @param body JSON; null = chunks follow
     */
    static String response(String id, int status, Map<String, String> headers, @Nullable String body) {
        return open("response", id)
                .append(head(status, headers))
                .append(body == null ? "" : ",\"body\":" + body)
                .append('}')
                .toString();
    }

    /**
     * A request that got no answer.
     *
     * @param id null where a message had none
     * @param body OpenAI's error response
     */
    static String error(@Nullable String id, int status, Map<String, String> headers, String body) {
        return open("error", id)
                .append(head(status, headers))
                .append(",\"error\":")
                .append(inner(body))
                .append('}')
                .toString();
    }

    /**
     * An answer that broke off.
     *
     * @param event OpenAI's error event; null = there is none
     */
    static String brokeOff(String id, @Nullable String event) {
        return open("error", id)
                .append(",\"error\":")
                .append(event == null ? BROKE_OFF : inner(event))
                .append('}')
                .toString();
    }

    /** A piece of an answer, OpenAI's chunk. */
    static String chunk(String id, String json) {
        return open("chunk", id).append(",\"chunk\":").append(json).append('}').toString();
    }

    /** Another deployment goes on with a streamed answer. */
    static String continued(String id, String deployment) {
        return open("continued", id)
                .append(",\"deployment\":")
                .append(json(deployment))
                .append('}')
                .toString();
    }

    /** A streamed answer is complete. */
    static String end(String id) {
        return open("end", id).append('}').toString();
    }

    /** A request was cancelled, and its id is free again. */
    static String cancelled(String id) {
        return open("cancelled", id).append('}').toString();
    }

    private static StringBuilder open(String type, @Nullable String id) {
        StringBuilder text =
                new StringBuilder(ENVELOPE).append("{\"type\":\"").append(type).append('"');
        return id == null ? text : text.append(",\"id\":").append(json(id));
    }

    private static String head(int status, Map<String, String> headers) {
        Map<String, String> shown = new LinkedHashMap<>(headers);
        shown.remove("content-type");
        return ",\"status\":" + status + ",\"headers\":" + json(shown);
    }

    /** What is in the field {@code error}: the type of the message says already that it is one. */
    private static String inner(String body) {
        try {
            JsonNode error = JsonCodec.MAPPER.readTree(body).path("error");
            return error.isObject() ? error.toString() : BROKE_OFF;
        } catch (JsonProcessingException e) {
            return BROKE_OFF;
        }
    }

    private static String json(Object value) {
        try {
            return JsonCodec.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written as JSON", e);
        }
    }
}
