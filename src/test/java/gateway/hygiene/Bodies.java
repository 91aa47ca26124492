package gateway.hygiene;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Requests of both surfaces with a text in any of the places where a client may put one. */
final class Bodies {
    private static final int LONGEST_STOP = 60;

    private Bodies() {}

    /** Where the text stands. */
    enum Place {
        QUESTION,
        SYSTEM,
        TOOL,
        RESULT,
        FILE,
        FIELDS
    }

    /** A request of OpenAI's surface. */
    static ObjectNode openAi(Place place, String model, boolean stream, String text) {
        ObjectNode body = body(model, stream);
        ArrayNode messages = body.putArray("messages");
        switch (place) {
            case QUESTION -> say(messages, "user", text);
            case SYSTEM -> {
                say(messages, "system", text);
                say(messages, "user", "Hello");
            }
            case TOOL -> {
                say(messages, "user", "Please use the tool for " + text);
                ObjectNode function = body.putArray("tools")
                        .addObject()
                        .put("type", "function")
                        .putObject("function");
                function.put("name", "look_up").put("description", text).set("parameters", schema(text));
            }
            case RESULT -> {
                say(messages, "user", "Look it up");
                ObjectNode call = messages.addObject()
                        .put("role", "assistant")
                        .putArray("tool_calls")
                        .addObject();
                call.put("id", "call_1")
                        .put("type", "function")
                        .putObject("function")
                        .put("name", "look_up")
                        .put("arguments", object("name", text).toString());
                messages.addObject()
                        .put("role", "tool")
                        .put("tool_call_id", "call_1")
                        .put("content", text);
            }
            case FILE -> {
                ArrayNode parts = messages.addObject().put("role", "user").putArray("content");
                parts.addObject().put("type", "text").put("text", text);
                parts.addObject()
                        .put("type", "image_url")
                        .putObject("image_url")
                        .put("url", url(text));
            }
            case FIELDS -> {
                say(messages, "user", "Hello");
                body.put("user", text).putArray("stop").add(text.substring(0, Math.min(LONGEST_STOP, text.length())));
                body.put(text, text).set("metadata", object("note", text));
            }
        }
        return body;
    }

    /** A request of Anthropic's surface. */
    static ObjectNode anthropic(Place place, String model, boolean stream, String text) {
        ObjectNode body = body(model, stream).put("max_tokens", 256);
        ArrayNode messages = body.putArray("messages");
        switch (place) {
            case QUESTION -> say(messages, "user", text);
            case SYSTEM -> {
                body.put("system", text);
                say(messages, "user", "Hello");
            }
            case TOOL -> {
                say(messages, "user", "Please use the tool for " + text);
                body.putArray("tools")
                        .addObject()
                        .put("name", "look_up")
                        .put("description", text)
                        .set("input_schema", schema(text));
            }
            case RESULT -> {
                say(messages, "user", "Look it up");
                ObjectNode call = messages.addObject()
                        .put("role", "assistant")
                        .putArray("content")
                        .addObject();
                call.put("type", "tool_use")
                        .put("id", "toolu_1")
                        .put("name", "look_up")
                        .set("input", object("name", text));
                messages.addObject()
                        .put("role", "user")
                        .putArray("content")
                        .addObject()
                        .put("type", "tool_result")
                        .put("tool_use_id", "toolu_1")
                        .put("content", text);
            }
            case FILE -> {
                ObjectNode document = messages.addObject()
                        .put("role", "user")
                        .putArray("content")
                        .addObject();
                document.put("type", "document")
                        .put("title", text)
                        .putObject("source")
                        .put("type", "text")
                        .put("media_type", "text/plain")
                        .put("data", text);
            }
            case FIELDS -> {
                say(messages, "user", "Hello");
                body.putArray("stop_sequences").add(text);
                body.put(text, text).set("metadata", object("user_id", text));
            }
        }
        return body;
    }

    private static ObjectNode body(String model, boolean stream) {
        return JsonNodeFactory.instance.objectNode().put("model", model).put("stream", stream);
    }

    private static void say(ArrayNode messages, String role, String text) {
        messages.addObject().put("role", role).put("content", text);
    }

    private static ObjectNode schema(String text) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties").putObject("name").put("type", "string").put("description", text);
        schema.putArray("required").add("name");
        return schema;
    }

    private static ObjectNode object(String name, String text) {
        return JsonNodeFactory.instance.objectNode().put(name, text);
    }

    private static String url(String text) {
        return "https://pictures.example/" + URLEncoder.encode(text, StandardCharsets.UTF_8) + ".png";
    }
}
