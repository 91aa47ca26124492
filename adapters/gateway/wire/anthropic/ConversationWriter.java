package gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Role;
import gateway.wire.JsonCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a conversation: system messages, wherever they stand, go into {@code system}; messages of the same role in a
 * row become one; the results of tools come first in theirs.
 */
final class ConversationWriter {
    private ConversationWriter() {}

    /**
     * Sets {@code system} and {@code messages}.
     *
     * @throws RefusedException if a part cannot be carried, or nothing but system messages is there
     */
    static void write(List<Message> messages, Losses losses, ObjectNode into) {
        ArrayNode system = system(messages, losses);
        if (!system.isEmpty()) {
            into.set("system", system);
        }
        ArrayNode turns = into.putArray("messages");
        List<Part> parts = new ArrayList<>();
        Role speaker = Role.USER;
        for (Message message : messages) {
            if (message.role() == Role.SYSTEM) {
                continue;
            }
            if (message.role() != speaker) {
                turn(speaker, parts, turns);
                parts.clear();
                speaker = message.role();
            }
            parts.addAll(message.parts());
            note(message.parts(), losses);
        }
        turn(speaker, parts, turns);
        if (turns.isEmpty()) {
            throw new RefusedException(new Refusal.UnsupportedFeature(
                    "this model needs at least one user message that is not empty: add one to messages"));
        }
    }

    private static void note(List<Part> parts, Losses losses) {
        for (Part part : parts) {
            if (part instanceof Part.Image image
                    && image.detail() != null
                    && !image.detail().equals("auto")) {
                losses.add("detail");
            }
        }
    }

    private static ArrayNode system(List<Message> messages, Losses losses) {
        List<Part> parts = new ArrayList<>();
        for (Message message : messages) {
            if (message.role() == Role.SYSTEM) {
                for (Part part : message.parts()) {
                    if (part instanceof Part.Text || part instanceof Part.CachePoint) {
                        parts.add(part);
                    } else {
                        losses.add("messages");
                    }
                }
            }
        }
        return BlockWriter.blocks(parts);
    }

    private static void turn(Role role, List<Part> parts, ArrayNode turns) {
        ArrayNode blocks = BlockWriter.blocks(parts);
        if (blocks.isEmpty()) {
            return;
        }
        JsonNode last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
        String name = role == Role.USER ? "user" : "assistant";
        if (last != null && last.path("role").asText().equals(name) && last.get("content") instanceof ArrayNode more) {
            // the turn between the two had nothing to say
            more.addAll(blocks);
            return;
        }
        ObjectNode turn = JsonCodec.object().put("role", name);
        turn.set("content", role == Role.USER ? resultsFirst(blocks) : blocks);
        turns.add(turn);
    }

    private static ArrayNode resultsFirst(ArrayNode blocks) {
        ArrayNode sorted = JsonNodeFactory.instance.arrayNode(blocks.size());
        for (JsonNode block : blocks) {
            if (isResult(block)) {
                sorted.add(block);
            }
        }
        for (JsonNode block : blocks) {
            if (!isResult(block)) {
                sorted.add(block);
            }
        }
        return sorted;
    }

    private static boolean isResult(JsonNode block) {
        return block.path("type").asText().equals("tool_result");
    }
}
