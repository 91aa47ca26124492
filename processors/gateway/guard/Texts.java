package gateway.guard;

import gateway.model.ContentSource;
import gateway.model.EmbeddingInput;
import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Media;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Request;
import gateway.model.Role;
import gateway.model.Tool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Walks through every text of a request that a provider will read, in order, and puts others in their place. What is
 * sealed by a provider (signatures, encrypted reasoning) is none, and reasoning under a seal is left as it is.
 */
@SuppressWarnings("ReferenceEquality") // the same object says that nothing has changed
final class Texts {
    /** Looks at a text, and says what stands in its place: the same object, if nothing is to change. */
    interface Visitor {
        /** A text of people or programs. */
        String text(ContentSource source, String text);

        /** A JSON text, whose strings and numbers may hold anything. */
        String json(ContentSource source, String json);
    }

    /**
     * A text of a request.
     *
     * @param json whether it is a JSON text
     */
    record Piece(ContentSource source, String text, boolean json) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Piece[" + source + ", length=" + text.length() + "]";
        }
    }

    private final Visitor visitor;

    private Texts(Visitor visitor) {
        this.visitor = visitor;
    }

    /** The request with what the visitor puts into it; the same object, if it changes nothing. */
    static Request map(Request request, Visitor visitor) {
        Texts texts = new Texts(visitor);
        return switch (request) {
            case Request.Chat chat -> texts.chat(chat);
            case Request.Embedding embedding -> texts.embedding(embedding);
        };
    }

    /** Every text of the request, in order. */
    static List<Piece> of(Request request) {
        List<Piece> pieces = new ArrayList<>();
        map(request, new Visitor() {
            @Override
            public String text(ContentSource source, String text) {
                pieces.add(new Piece(source, text, false));
                return text;
            }

            @Override
            public String json(ContentSource source, String json) {
                pieces.add(new Piece(source, json, true));
                return json;
            }
        });
        return pieces;
    }

    private Request.Chat chat(Request.Chat chat) {
        List<Tool> tools = each(chat.tools(), this::tool);
        Format before = chat.format();
        Format format = before == null ? null : format(before);
        List<Message> messages = each(chat.messages(), this::message);
        List<String> stop = each(chat.stop(), text -> visitor.text(ContentSource.SYSTEM, text));
        Map<String, Json> rest = rest(chat.rest());
        boolean same = tools == chat.tools()
                && format == before
                && messages == chat.messages()
                && stop == chat.stop()
                && rest == chat.rest();
        return same ? chat : chat.rewritten(messages, tools, format, stop, rest);
    }

    private Request.Embedding embedding(Request.Embedding embedding) {
        EmbeddingInput input = switch (embedding.input()) {
            case EmbeddingInput.Texts texts -> {
                List<String> all = each(texts.all(), text -> visitor.text(ContentSource.USER, text));
                yield all == texts.all() ? texts : new EmbeddingInput.Texts(all, texts.decoded());
            }
            // whoever wants to look at them has them decoded before
            case EmbeddingInput.Tokens tokens -> tokens;
        };
        Map<String, Json> rest = rest(embedding.rest());
        boolean same = input == embedding.input() && rest == embedding.rest();
        return same ? embedding : embedding.rewritten(input, rest);
    }

    private Message message(Message message) {
        ContentSource source = source(message.role());
        List<Part> parts = each(message.parts(), part -> part(source, part));
        return parts == message.parts() ? message : new Message(message.role(), parts);
    }

    private static ContentSource source(Role role) {
        return switch (role) {
            case SYSTEM -> ContentSource.SYSTEM;
            case USER -> ContentSource.USER;
            case ASSISTANT -> ContentSource.ASSISTANT;
        };
    }

    private Part part(ContentSource source, Part part) {
        return switch (part) {
            case Part.Text text -> {
                String mapped = visitor.text(source, text.text());
                yield mapped == text.text() ? part : text.with(mapped);
            }
            case Part.ToolCall call -> {
                Json arguments = json(source, call.arguments());
                yield arguments == call.arguments()
                        ? part
                        : new Part.ToolCall(call.id(), call.name(), arguments, call.signature());
            }
            case Part.ToolResult result -> {
                List<Part> content = each(result.content(), each -> part(ContentSource.TOOL_RESULT, each));
                yield content == result.content()
                        ? part
                        : new Part.ToolResult(result.callId(), result.name(), content, result.error());
            }
            case Part.Thinking thinking -> {
                if (thinking.signature() != null) {
                    yield part;
                }
                String mapped = visitor.text(source, thinking.text());
                yield mapped == thinking.text() ? part : new Part.Thinking(mapped, null);
            }
            case Part.Document document -> {
                String name = document.name() == null ? null : visitor.text(ContentSource.DOCUMENT, document.name());
                Media media = media(document.media());
                yield name == document.name() && media == document.media()
                        ? part
                        : new Part.Document(media, name, document.cited());
            }
            case Part.Other other -> {
                Json json = json(ContentSource.DOCUMENT, other.json());
                yield json == other.json() ? part : new Part.Other(other.dialect(), other.type(), json);
            }
            case Part.Image image -> part;
            case Part.RedactedThinking sealed -> part;
            case Part.CachePoint point -> part;
        };
    }

    /** What is text in a document; a PDF and the like are not looked into. */
    private Media media(Media media) {
        String base64 = media.base64();
        if (base64 == null || !isText(media.mimeType())) {
            return media;
        }
        String text;
        try {
            text = new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return media;
        }
        String mapped = visitor.text(ContentSource.DOCUMENT, text);
        return mapped == text
                ? media
                : new Media(
                        media.mimeType(),
                        Base64.getEncoder().encodeToString(mapped.getBytes(StandardCharsets.UTF_8)),
                        null);
    }

    private static boolean isText(String mimeType) {
        String type = mimeType.toLowerCase(Locale.ROOT);
        return type.startsWith("text/") || type.contains("json") || type.contains("xml");
    }

    private Tool tool(Tool tool) {
        String before = tool.description();
        String description = before == null ? null : visitor.text(ContentSource.TOOL_DEFINITION, before);
        Json schema = json(ContentSource.TOOL_DEFINITION, tool.schema());
        return description == before && schema == tool.schema()
                ? tool
                : new Tool(tool.name(), description, schema, tool.strict(), tool.cache());
    }

    private Format format(Format format) {
        if (!(format instanceof Format.JsonSchema schema)) {
            return format;
        }
        Json mapped = json(ContentSource.TOOL_DEFINITION, schema.schema());
        String before = schema.description();
        String description = before == null ? null : visitor.text(ContentSource.TOOL_DEFINITION, before);
        return mapped == schema.schema() && description == before
                ? format
                : new Format.JsonSchema(schema.name(), description, mapped, schema.strict());
    }

    private Map<String, Json> rest(Map<String, Json> rest) {
        Map<String, Json> mapped = null;
        for (Map.Entry<String, Json> field : rest.entrySet()) {
            Json json = json(ContentSource.SYSTEM, field.getValue());
            if (json != field.getValue()) {
                mapped = mapped == null ? new LinkedHashMap<>(rest) : mapped;
                mapped.put(field.getKey(), json);
            }
        }
        return mapped == null ? rest : mapped;
    }

    private Json json(ContentSource source, Json json) {
        String mapped = visitor.json(source, json.text());
        return mapped == json.text() ? json : new Json(mapped);
    }

    /** The list with each element mapped; the same list, if no element changes. */
    private static <T> List<T> each(List<T> all, UnaryOperator<T> mapping) {
        List<T> mapped = null;
        for (int i = 0; i < all.size(); i++) {
            T before = all.get(i);
            T after = mapping.apply(before);
            if (after != before) {
                mapped = mapped == null ? new ArrayList<>(all) : mapped;
                mapped.set(i, after);
            }
        }
        return mapped == null ? all : mapped;
    }
}
