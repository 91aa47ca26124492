package gateway.wire.responses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Json;
import gateway.wire.JsonCodec;
import org.jspecify.annotations.Nullable;

/** The parts of a message: what is said, and refusals. Pieces of one kind that follow one another are one part. */
final class MessageContent {
    private final ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    private final StringBuilder text = new StringBuilder();
    private ArrayNode logprobs = JsonNodeFactory.instance.arrayNode();
    private boolean refusal;
    private boolean open;

    /** Whether there is none. */
    boolean isEmpty() {
        return !open && parts.isEmpty();
    }

    /** Whether a piece belongs to the part that is open. */
    boolean goesOn(boolean refuses) {
        return open && refusal == refuses;
    }

    /** Whether a part is open. */
    boolean isOpen() {
        return open;
    }

    /** Whether the open part is a refusal. */
    boolean refuses() {
        return refusal;
    }

    /** The place of the part that is open, or of the next one. */
    int index() {
        return parts.size();
    }

    /** Begins a part. */
    void open(boolean refuses) {
        open = true;
        refusal = refuses;
    }

    /**
     * Adds to the open part.
     *
     * @param tokens log probabilities, an array; null where there are none
     */
    void add(String more, @Nullable Json tokens) {
        text.append(more);
        if (tokens != null) {
            try {
                JsonCodec.MAPPER.readTree(tokens.text()).forEach(logprobs::add);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("log probabilities that were read are no JSON", e);
            }
        }
    }

    /** Ends the open part. */
    ObjectNode close() {
        ObjectNode part = refusal ? Items.refusal(text.toString()) : Items.text(text.toString(), logprobs);
        parts.add(part);
        text.setLength(0);
        logprobs = JsonNodeFactory.instance.arrayNode();
        open = false;
        return part;
    }

    /** All parts, the open one included, which ends. */
    ArrayNode all() {
        if (open) {
            close();
        }
        return parts;
    }
}
