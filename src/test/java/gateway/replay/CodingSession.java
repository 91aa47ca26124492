package gateway.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A session of a coding agent that speaks Anthropic's API: what it sends, turn by turn, always the same. Each turn but
 * the first carries everything that was said before, so that the last one has 200 kB. Its text is made up.
 */
final class CodingSession {
    /** How often the agent asks. */
    static final int TURNS = 24;

    /** What a model is told of a failed tool. */
    static final String FAILED = "<error>File does not exist. Note: the working folder is /home/dev/shop.</error>";

    static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static final JsonMapper PLAIN = JsonCodec.MAPPER;
    private static final ObjectWriter PRETTY = PLAIN.writerWithDefaultPrettyPrinter();
    private static final ObjectWriter ESCAPED = PLAIN.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private final String model;
    private final boolean personal;
    private final List<ObjectNode> messages = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();

    /**
     * A call that the model made, and what came of it.
     *
     * @param turn in which it was made, from 0
     * @param arguments JSON
     * @param error whether the tool failed
     */
    record Call(int turn, String id, String name, ObjectNode arguments, boolean error) {}

    /**
     * Plays it.
     *
     * @param model what the agent asks for
     * @param personal whether tools give an address of somebody's, which the model repeats to other tools
     */
    CodingSession(String model, boolean personal) {
        this.model = model;
        this.personal = personal;
        message("user")
                .add(text("<reminder>\nToday's notes: none.\n</reminder>"))
                .add(text("Let the cart of the shop round its totals half to even, and test it."));
        for (int turn = 0; turn < TURNS - 1; turn++) {
            answer(turn);
            results(turn);
        }
    }

    /** The body of a turn's request, from 0, as its bytes are; the spelling of JSON differs from turn to turn. */
    byte[] request(int turn) {
        ObjectNode json = JsonCodec.object().put("model", model);
        json.set("messages", messages(turn));
        ArrayNode system = json.putArray("system");
        system.add(cached(text("You are a coding agent that works in a terminal.")));
        system.add(cached(text(lines("rule", 60))));
        json.set("tools", AgentTools.offered());
        json.putObject("metadata").put("user_id", "user_5f0c_account__session_8d1e");
        json.put("max_tokens", 32_000);
        json.putObject("thinking").put("budget_tokens", 10_000).put("type", "enabled");
        json.put("temperature", 1.0);
        json.put("stream", true);
        json.putObject("context_management")
                .putArray("edits")
                .addObject()
                .put("type", "clear_tool_uses_20250919")
                .put("keep", 3);
        return switch (turn % 3) {
            case 0 -> bytes(PLAIN.writer(), json);
            case 1 -> bytes(PRETTY, json);
            default -> bytes(ESCAPED, json);
        };
    }

    /** The body of a request that counts a turn's tokens. */
    byte[] count(int turn) {
        ObjectNode json = JsonCodec.object().put("model", model);
        json.set("messages", messages(turn));
        json.set("tools", AgentTools.offered());
        return bytes(PLAIN.writer(), json);
    }

    /** All calls that a turn's request tells of, in order. */
    List<Call> calls(int turn) {
        return calls.stream().filter(call -> call.turn() < turn).toList();
    }

    /** Somebody's address, as the tool with that many calls before it gives it. */
    static String address(int call) {
        return "dev" + call + "@shop-of-lena.org";
    }

    private ArrayNode messages(int turn) {
        ArrayNode said = PLAIN.createArrayNode();
        messages.subList(0, 2 * turn + 1).forEach(message -> said.add(message.deepCopy()));
        // the end of what is known is marked for the cache
        ArrayNode last = (ArrayNode) said.get(said.size() - 1).get("content");
        cached((ObjectNode) last.get(last.size() - 1));
        return said;
    }

    private void answer(int turn) {
        ArrayNode content = message("assistant");
        content.addObject()
                .put("type", "thinking")
                .put("thinking", "Turn " + turn + ": what rounds, and where? \u2028 Look first.")
                .put("signature", signature(turn));
        if (turn % 5 == 4) {
            content.addObject().put("type", "redacted_thinking").put("data", signature(1000 + turn));
        }
        if (turn % 4 != 1) {
            content.add(text("I look at it \ud83d\udd0e \u2014 step " + turn + "."));
        }
        for (int i = 0; i <= turn % 3; i++) {
            Call call = call(turn, i);
            calls.add(call);
            ObjectNode block = content.addObject()
                    .put("type", "tool_use")
                    .put("id", call.id())
                    .put("name", call.name());
            block.set("input", call.arguments());
        }
    }

    private Call call(int turn, int i) {
        ObjectNode arguments = JsonCodec.object();
        if ((turn + i) % 7 != 6) {
            arguments.put("path", "/home/dev/shop/src/Cart" + turn + ".java").put("limit", 9007199254740993L - turn);
            arguments.put("ratio", 0.125 * turn).put("mode", "\u00fcber");
            ArrayNode edits = arguments.putArray("edits");
            edits.addObject().put("old", "\"a\\b\"\n\t" + turn).put("new", "\ud83d\uded2 </old>");
            edits.addObject().put("old", "").putNull("new");
            if (personal) {
                arguments.put("author", address(calls.size()));
            }
        }
        String name = AgentTools.NAMES.get((3 * turn + i) % AgentTools.NAMES.size());
        boolean error = (turn + i) % 6 == 5;
        return new Call(turn, "toolu_01%08dAbCdEfGhIjKl".formatted(10 * turn + i), name, arguments, error);
    }

    private void results(int turn) {
        ArrayNode content = message("user");
        List<Call> made = calls.stream().filter(call -> call.turn() == turn).toList();
        for (Call call : made) {
            ObjectNode result =
                    content.addObject().put("tool_use_id", call.id()).put("type", "tool_result");
            if (call.error()) {
                result.put("content", FAILED).put("is_error", true);
            } else if (call.turn() % 8 == 3) {
                ArrayNode parts = result.putArray("content");
                parts.add(text("A picture of the cart " + call.id()));
                parts.addObject()
                        .put("type", "image")
                        .putObject("source")
                        .put("type", "base64")
                        .put("media_type", "image/png")
                        .put("data", PNG);
            } else if (call.arguments().isEmpty()) {
                result.put("content", "");
            } else {
                result.put("content", output(call));
            }
        }
        if (turn % 6 == 2) {
            content.add(text("<reminder>The list of tasks has not been touched for a while.</reminder>"));
        }
    }

    private String output(Call call) {
        String author = personal ? "// " + address(calls.indexOf(call)) + "\n" : "";
        return "Output of " + call.id() + "\n" + author + lines("line", 110);
    }

    private ArrayNode message(String role) {
        ObjectNode message = JsonCodec.object().put("role", role);
        messages.add(message);
        return message.putArray("content");
    }

    private static ObjectNode text(String text) {
        return JsonCodec.object().put("type", "text").put("text", text);
    }

    private static ObjectNode cached(ObjectNode block) {
        block.putObject("cache_control").put("type", "ephemeral");
        return block;
    }

    /** The seal over a turn's thoughts. */
    static String signature(int seed) {
        return Base64.getEncoder()
                .encodeToString(("seal " + seed + " ").repeat(20).getBytes(StandardCharsets.UTF_8));
    }

    private static String lines(String what, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("    /* ").append(what).append(" */ total = total.plus(item.price().times(item.count()));\n");
        }
        return text.toString();
    }

    private static byte[] bytes(ObjectWriter writer, ObjectNode json) {
        try {
            return writer.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }
}
