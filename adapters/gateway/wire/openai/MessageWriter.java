package gateway.wire.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import gateway.model.Dialect;
import gateway.model.Media;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Writes the messages of a request. Used for one request. */
final class MessageWriter {
    private final ArrayNode out;
    private final Flavour flavour;
    private final Set<String> lost;

    /**
     * Starts without messages.
     *
     * @param out gets the messages
     * @param flavour who is spoken to
     * @param lost gets the names of what cannot be carried over
     */
    MessageWriter(ArrayNode out, Flavour flavour, Set<String> lost) {
        this.flavour = flavour;
        this.out = out;
        this.lost = lost;
    }

    void write(Message message) {
        switch (message.role()) {
            case SYSTEM -> {
                String text = text(message.parts(), "\n\n");
                if (!text.isEmpty()) {
                    message("system").put("content", text);
                }
            }
            case USER -> user(message.parts());
            case ASSISTANT -> assistant(message.parts());
        }
    }

    /** A call as it stands in a message. */
    static ObjectNode toolCall(Part.ToolCall call) {
        ObjectNode node = JsonCodec.object().put("id", call.id()).put("type", "function");
        String arguments = call.arguments().text();
        node.putObject("function").put("name", call.name()).put("arguments", arguments.isBlank() ? "{}" : arguments);
        return node;
    }

    /** Results come first, each as a message; what they hold beside text joins the user's words. */
    private void user(List<Part> parts) {
        List<Part> words = new ArrayList<>();
        boolean results = false;
        for (Part part : parts) {
            if (part instanceof Part.ToolResult result) {
                results = true;
                if (result.error()) {
                    lost.add("is_error");
                }
                message("tool").put("tool_call_id", result.callId()).put("content", text(result.content(), "\n"));
                result.content().stream()
                        .filter(content -> !(content instanceof Part.Text))
                        .forEach(words::add);
            }
        }
        parts.stream().filter(part -> !(part instanceof Part.ToolResult)).forEach(words::add);
        ArrayNode content = JsonNodeFactory.instance.arrayNode();
        for (Part part : words) {
            userPart(part, content);
        }
        if (content.size() == 1 && content.get(0).path("type").asText().equals("text")) {
            message("user").set("content", content.get(0).get("text"));
        } else if (!content.isEmpty()) {
            message("user").set("content", content);
        } else if (!results) {
            message("user").put("content", "");
        }
    }

    private void userPart(Part part, ArrayNode content) {
        switch (part) {
            case Part.Text text -> addText(text.text(), content);
            case Part.Image image -> {
                ObjectNode url = content.addObject().put("type", "image_url").putObject("image_url");
                url.put("url", url(image.media()));
                if (image.detail() != null) {
                    url.put("detail", image.detail());
                }
            }
            case Part.Document document -> {
                if (document.cited()) {
                    lost.add("citations");
                }
                document(document, content);
            }
            case Part.CachePoint ignored -> lost.add("cache_control");
            case Part.Other other -> {
                if (flavour == Flavour.MISTRAL) {
                    MistralParts.other(other, content);
                } else {
                    content.addRawValue(own(other));
                }
            }
            // the model's own parts and results, which do not stand in a user's words
            case Part.Thinking ignored -> {}
            case Part.RedactedThinking ignored -> {}
            case Part.ToolCall ignored -> {}
            case Part.ToolResult ignored -> {}
        }
    }

    private static void addText(String text, ArrayNode content) {
        if (!text.isEmpty()) {
            content.addObject().put("type", "text").put("text", text);
        }
    }

    /** Files are PDFs in this dialect, so a plain text goes as text. */
    private void document(Part.Document document, ArrayNode content) {
        Media media = document.media();
        String base64 = media.base64();
        if (flavour == Flavour.MISTRAL && (base64 == null || !media.mimeType().startsWith("text/"))) {
            MistralParts.document(document, url(media), content);
            return;
        }
        if (base64 == null) {
            throw unsupported("a document by URL cannot be sent to this model: send its bytes in base64");
        }
        if (media.mimeType().startsWith("text/")) {
            addText(decoded(base64), content);
            return;
        }
        ObjectNode file = content.addObject().put("type", "file").putObject("file");
        String name = document.name();
        file.put("filename", name == null ? "document" : name).put("file_data", url(media));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw JsonCodec.malformed("a document's data is not valid base64");
        }
    }

    private static String url(Media media) {
        String url = media.url();
        return url != null ? url : "data:" + media.mimeType() + ";base64," + media.base64();
    }

    private void assistant(List<Part> parts) {
        ArrayNode calls = JsonNodeFactory.instance.arrayNode();
        for (Part part : parts) {
            switch (part) {
                case Part.ToolCall call -> calls.add(toolCall(call));
                case Part.Other other -> {
                    RawValue json = own(other);
                    if (MessageReader.CUSTOM_CALL.equals(other.type())) {
                        calls.addRawValue(json);
                    } else {
                        lost.add("messages[].content");
                    }
                }
                // text() gathers the words; reasoning is not sent back in this dialect
                case Part.Text ignored -> {}
                case Part.Thinking thinking -> {
                    if (thinking.signature() != null) {
                        lost.add("thinking");
                    }
                }
                case Part.RedactedThinking ignored -> lost.add("thinking");
                case Part.CachePoint ignored -> {}
                case Part.Image ignored -> {}
                case Part.Document ignored -> {}
                case Part.ToolResult ignored -> {}
            }
        }
        String text = text(parts, "");
        ObjectNode message = message("assistant");
        if (text.isEmpty() && !calls.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", text);
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
    }

    private String text(List<Part> parts, String separator) {
        List<String> texts = new ArrayList<>();
        for (Part part : parts) {
            String text = part instanceof Part.Text words ? words.text() : "";
            if (!text.isEmpty()) {
                texts.add(text);
            } else if (part instanceof Part.CachePoint) {
                lost.add("cache_control");
            }
        }
        return String.join(separator, texts);
    }

    private static RawValue own(Part.Other other) {
        if (other.dialect() != Dialect.OPENAI) {
            throw unsupported("content of type '" + other.type() + "' cannot be sent to this model");
        }
        return new RawValue(other.json().text());
    }

    private ObjectNode message(String role) {
        return out.addObject().put("role", role);
    }

    private static RefusedException unsupported(String problem) {
        return new RefusedException(new Refusal.UnsupportedFeature(problem));
    }
}
