package gateway.parity;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * One request, in no transport's words.
 *
 * @param id by which its answer is known
 * @param tenant whose
 * @param mark a word of the text that no other request has
 * @param headers of the gateway, such as {@code x-serai-deadline-ms}
 * @param connected run once there is a connection, just before the request is sent; a job is sent by then, and waits
 * @param begun run when the first text of a streamed answer has come
 */
record Ask(
        String id,
        String tenant,
        String key,
        String model,
        String text,
        String mark,
        Map<String, String> headers,
        Runnable connected,
        Runnable begun) {
    /** Bound of each answer in tokens. */
    static final int TOKENS = 64;

    /** What is run where nothing is to be done. */
    static final Runnable NOTHING = () -> {};

    Ask key(String other) {
        return new Ask(id, tenant, other, model, text, mark, headers, connected, begun);
    }

    Ask model(String other) {
        return new Ask(id, tenant, key, other, text, mark, headers, connected, begun);
    }

    Ask text(String other) {
        return new Ask(id, tenant, key, model, other + " " + mark, mark, headers, connected, begun);
    }

    /** The same once more, to be told apart by its id. */
    Ask again(String number) {
        return new Ask(id + "-" + number, tenant, key, model, text, mark, headers, connected, begun);
    }

    Ask header(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Ask(id, tenant, key, model, text, mark, Map.copyOf(more), connected, begun);
    }

    Ask connected(Runnable action) {
        return new Ask(id, tenant, key, model, text, mark, headers, action, begun);
    }

    Ask begun(Runnable action) {
        return new Ask(id, tenant, key, model, text, mark, headers, connected, action);
    }

    /** As OpenAI writes it, and Anthropic too. */
    String json(boolean stream, boolean openAi) {
        return "{\"model\":\"%s\",\"max_tokens\":%d,%s\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(
                        model,
                        TOKENS,
                        stream
                                ? "\"stream\":true," + (openAi ? "\"stream_options\":{\"include_usage\":true}," : "")
                                : "",
                        text);
    }

    /** As OpenAI has it where vectors are wanted, of several texts that are all the same. */
    String vectors() {
        return "{\"model\":\"%s\",\"input\":[%s]}"
                .formatted(model, String.join(",", Collections.nCopies(Vectors.INPUTS, "\"" + text + "\"")));
    }

    /** As OpenAI's Responses API has it. */
    String responses(boolean stream) {
        return "{\"model\":\"%s\",\"max_output_tokens\":%d,\"stream\":%s,\"input\":\"%s\"}"
                .formatted(model, TOKENS, stream, text);
    }
}
