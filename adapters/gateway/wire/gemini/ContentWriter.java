package gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import gateway.model.Dialect;
import gateway.model.Media;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.wire.JsonCodec;
import gateway.wire.LostFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a conversation: system texts apart, then turns of user and model in which neighbours are merged. */
final class ContentWriter {
    private static final List<String> AUDIO = List.of("aac", "aiff", "flac", "mp3", "ogg", "wav");

    private final Target target;
    private final LostFields lost;
    private final List<ObjectNode> system = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    private final Map<String, FunctionResponse.Asked> calls = new HashMap<>();

    ContentWriter(Target target, LostFields lost) {
        this.target = target;
        this.lost = lost;
    }

    /** A new body with {@code systemInstruction} and {@code contents}. */
    ObjectNode write(List<Message> messages) {
        for (Message message : messages) {
            switch (message.role()) {
                case SYSTEM -> system(message);
                case USER -> turn("user", message);
                case ASSISTANT -> turn("model", message);
            }
        }
        turns.removeIf(Turn::isEmpty);
        ObjectNode body = JsonCodec.object();
        if (turns.isEmpty()) {
            // contents are mandatory, so instructions alone are said by the user
            body.putArray("contents").addObject().put("role", "user").set("parts", array(system));
            return body;
        }
        if (!system.isEmpty()) {
            body.putObject("systemInstruction").set("parts", array(system));
        }
        ArrayNode contents = body.putArray("contents");
        for (Turn turn : turns) {
            contents.addObject().put("role", turn.role()).set("parts", array(turn.parts(target)));
        }
        return body;
    }

    private void system(Message message) {
        for (Part part : message.parts()) {
            switch (part) {
                case Part.Text said -> text(said.text(), system);
                case Part.CachePoint point -> lost.add("cache_control");
                case Part.Other other -> throw unsupported(other);
                case Part.Image image -> throw unsupported("an image in a system message");
                case Part.Document document -> throw unsupported("a document in a system message");
                case Part.ToolCall call -> throw unsupported("a tool call in a system message");
                case Part.ToolResult result -> throw unsupported("a tool result in a system message");
                case Part.Thinking thinking -> {
                    // says nothing to another model
                }
                case Part.RedactedThinking thinking -> {
                    // says nothing to another model
                }
            }
        }
    }

    private void turn(String role, Message message) {
        if (turns.isEmpty() || !turns.getLast().role().equals(role)) {
            turns.add(new Turn(role));
        }
        Turn turn = turns.getLast();
        for (Part part : message.parts()) {
            part(part, turn);
        }
    }

    private void part(Part part, Turn turn) {
        switch (part) {
            case Part.Text said -> text(said.text(), turn.others());
            case Part.Image image -> turn.others().add(image(image));
            case Part.Document document -> turn.others().add(document(document));
            case Part.ToolCall call -> turn.others().add(call(call));
            case Part.ToolResult result -> result(result, turn);
            case Part.Thinking thinking -> thinking(thinking, turn.others());
            case Part.CachePoint point -> lost.add("cache_control");
            case Part.Other other -> turn.others().add(other(other));
            // another provider's: Gemini encrypts no reasoning of its own
            case Part.RedactedThinking thinking -> lostThinking();
        }
    }

    private static void text(String text, List<ObjectNode> parts) {
        if (!text.isEmpty()) {
            parts.add(JsonCodec.object().put("text", text));
        }
    }

    private ObjectNode image(Part.Image image) {
        if (image.detail() != null && !image.detail().equals("auto")) {
            lost.add("detail");
        }
        return media(image.media());
    }

    private ObjectNode document(Part.Document document) {
        if (document.name() != null) {
            lost.add("filename", "title");
        }
        if (document.cited()) {
            lost.add("citations");
        }
        return media(document.media());
    }

    private static ObjectNode media(Media media) {
        ObjectNode part = JsonCodec.object();
        if (media.base64() != null) {
            part.putObject("inlineData").put("mimeType", media.mimeType()).put("data", media.base64());
        } else {
            ObjectNode file = part.putObject("fileData");
            String mimeType = MimeType.of(media);
            if (mimeType != null) {
                file.put("mimeType", mimeType);
            }
            file.put("fileUri", media.url());
        }
        return part;
    }

    private ObjectNode call(Part.ToolCall call) {
        calls.put(call.id(), new FunctionResponse.Asked(call.name(), calls.size()));
        ObjectNode part = JsonCodec.object();
        ObjectNode function = part.putObject("functionCall");
        if (takesId(call.id())) {
            function.put("id", call.id());
        }
        function.put("name", call.name()).putRawValue("args", new RawValue(Arguments.of(call.arguments())));
        if (call.signature() != null) {
            part.put("thoughtSignature", call.signature());
        }
        return part;
    }

    private void result(Part.ToolResult result, Turn turn) {
        FunctionResponse.Asked asked = calls.get(result.callId());
        String name = asked != null ? asked.name() : result.name();
        if (name == null) {
            throw unsupported("a tool result whose call is not in the conversation");
        }
        ObjectNode part = JsonCodec.object();
        ObjectNode function = part.putObject("functionResponse");
        if (takesId(result.callId())) {
            function.put("id", result.callId());
        }
        function.put("name", name).putRawValue("response", new RawValue(FunctionResponse.of(result)));
        turn.responses().add(new FunctionResponse(asked != null ? asked.place() : Integer.MAX_VALUE, part));
        for (Part content : result.content()) {
            if (!(content instanceof Part.Text)) {
                part(content, turn);
            }
        }
    }

    private boolean takesId(String id) {
        return target.takesCallIds() && !id.isEmpty() && !CallIds.generated(id);
    }

    private void lostThinking() {
        lost.add("reasoning_content", "thinking");
    }

    private void thinking(Part.Thinking thinking, List<ObjectNode> parts) {
        String signature = ThoughtSignature.unmarked(thinking.signature());
        if (signature == null && thinking.signature() != null) {
            lostThinking();
        } else if (signature != null) {
            parts.add(JsonCodec.object()
                    .put("text", thinking.text())
                    .put("thought", true)
                    .put("thoughtSignature", signature));
        }
    }

    private static ObjectNode other(Part.Other other) {
        ObjectNode part = Arguments.parsed(other.json().text()) instanceof ObjectNode object ? object : null;
        if (part != null && other.dialect() == Dialect.GEMINI) {
            return part;
        }
        if (part != null && other.dialect() == Dialect.OPENAI && other.type().equals("input_audio")) {
            return audio(part.path("input_audio"));
        }
        throw unsupported(other);
    }

    /** OpenAI names the formats wav and mp3; Gemini takes these and more (its page on audio). */
    private static ObjectNode audio(JsonNode audio) {
        String data = audio.path("data").asText();
        String format = audio.path("format").asText();
        if (data.isEmpty() || !AUDIO.contains(format)) {
            throw unsupported("audio without data in base64, or in another format than " + String.join(", ", AUDIO));
        }
        ObjectNode part = JsonCodec.object();
        part.putObject("inlineData").put("mimeType", "audio/" + format).put("data", data);
        return part;
    }

    private static RefusedException unsupported(Part.Other other) {
        return unsupported(
                other.type().matches("[A-Za-z0-9_.-]{1,64}")
                        ? "a content part of type " + other.type()
                        : "a content part of that type");
    }

    private static RefusedException unsupported(String what) {
        return new RefusedException(new Refusal.UnsupportedFeature("Gemini does not take " + what));
    }

    private static ArrayNode array(List<ObjectNode> parts) {
        return JsonCodec.MAPPER.createArrayNode().addAll(parts);
    }
}
