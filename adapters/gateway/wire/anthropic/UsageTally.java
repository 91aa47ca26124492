package gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Usage;
import gateway.wire.JsonCodec;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one answer, as its messages tell them: a later number replaces an earlier one, and what a later message
 * leaves out stays. Confined to one thread.
 */
final class UsageTally {
    private boolean inputTold;
    private boolean readTold;
    private boolean writeTold;
    private long input;
    private long cacheRead;
    private long cacheWrite;
    private long cacheWrite5m;
    private long cacheWrite1h;
    private long output;
    private long reasoning;

    /**
     * Takes a {@code usage}; false where it tells no output, or as long as no input has been told, or if of the two
     * counts of the cache, which stand together, one is missing: then nobody knows what the prompt cost.
     */
    boolean add(@Nullable JsonNode usage) {
        if (usage == null || !usage.isObject()) {
            return false;
        }
        inputTold |= usage.path("input_tokens").isNumber();
        input = number(usage.get("input_tokens"), input);
        cacheRead = number(usage.get("cache_read_input_tokens"), cacheRead);
        cacheWrite = number(usage.get("cache_creation_input_tokens"), cacheWrite);
        output = number(usage.get("output_tokens"), output);
        JsonNode writes = usage.path("cache_creation");
        cacheWrite5m = number(writes.get("ephemeral_5m_input_tokens"), cacheWrite5m);
        cacheWrite1h = number(writes.get("ephemeral_1h_input_tokens"), cacheWrite1h);
        readTold |= isTold(usage.get("cache_read_input_tokens"));
        writeTold |= isTold(usage.get("cache_creation_input_tokens")) || writes.isObject();
        reasoning = number(usage.path("output_tokens_details").get("thinking_tokens"), reasoning);
        return inputTold && readTold == writeTold && usage.path("output_tokens").isNumber();
    }

    private static boolean isTold(@Nullable JsonNode count) {
        return count != null && (count.isNumber() || count.isNull());
    }

    /** The tokens so far. What was written to a cache for an untold time counts as written for five minutes. */
    Usage usage() {
        long written = Math.max(cacheWrite, cacheWrite5m + cacheWrite1h);
        return new Usage(
                input + cacheRead + written, cacheRead, written - cacheWrite1h, cacheWrite1h, output, reasoning);
    }

    /** Writes usage the way this dialect counts: input without what was read from or written to a cache. */
    static ObjectNode json(Usage usage, boolean byDuration) {
        ObjectNode json = JsonCodec.object()
                .put("input_tokens", usage.plainInputTokens())
                .put("cache_creation_input_tokens", usage.cacheWriteTokens() + usage.cacheWrite1hTokens())
                .put("cache_read_input_tokens", usage.cacheReadTokens());
        if (byDuration) {
            json.putObject("cache_creation")
                    .put("ephemeral_5m_input_tokens", usage.cacheWriteTokens())
                    .put("ephemeral_1h_input_tokens", usage.cacheWrite1hTokens());
        }
        json.put("output_tokens", usage.outputTokens());
        if (usage.reasoningTokens() > 0) {
            json.putObject("output_tokens_details").put("thinking_tokens", usage.reasoningTokens());
        }
        return json;
    }

    private static long number(@Nullable JsonNode node, long otherwise) {
        return node == null || !node.isNumber() ? otherwise : Math.max(0, node.longValue());
    }
}
