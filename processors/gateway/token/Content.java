package gateway.token;

import gateway.model.EmbeddingInput;
import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Request;
import gateway.model.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a request holds, gathered in one pass. It keeps references to the request's texts and copies none. */
final class Content {
    final TextTally tally = new TextTally();
    final List<String> texts = new ArrayList<>();
    final List<Part> files = new ArrayList<>();
    long characters;
    int messages;
    int tools;
    /** How many texts have a context window each; more than one are embedded. */
    int windows = 1;

    /** Whether texts stand alone, as those that are embedded do, and not in messages. */
    boolean alone;
    /** What the client has counted itself, by sending tokens. */
    long tokens;
    /** Whether the provider adds input of its own, as by searching the web. */
    boolean grows;

    private Content() {}

    static Content of(Request request) {
        Content content = new Content();
        switch (request) {
            case Request.Chat chat -> content.chat(chat);
            case Request.Embedding embedding -> content.input(embedding.input());
        }
        return content;
    }

    private void input(EmbeddingInput input) {
        alone = true;
        windows = input.size();
        switch (input) {
            case EmbeddingInput.Texts texts -> texts.all().forEach(this::text);
            case EmbeddingInput.Tokens given -> tokens = given.count();
        }
    }

    private void chat(Request.Chat chat) {
        for (Message message : chat.messages()) {
            messages++;
            for (Part part : message.parts()) {
                part(part);
            }
        }
        for (Tool tool : chat.tools()) {
            tools++;
            text(tool.name());
            if (tool.description() != null) {
                text(tool.description());
            }
            text(tool.schema().text());
        }
        if (chat.format() instanceof Format.JsonSchema schema) {
            text(schema.name());
            text(schema.schema().text());
        }
        for (Map.Entry<String, Json> field : chat.rest().entrySet()) {
            text(field.getValue().text());
        }
        grows = chat.rest().containsKey("tools") || chat.rest().containsKey("web_search_options");
    }

    private void part(Part part) {
        switch (part) {
            case Part.Text text -> text(text.text());
            case Part.Thinking thinking -> text(thinking.text());
            case Part.RedactedThinking redacted -> text(redacted.data());
            case Part.ToolCall call -> {
                text(call.name());
                text(call.arguments().text());
            }
            case Part.ToolResult result -> {
                messages++;
                for (Part each : result.content()) {
                    part(each);
                }
            }
            case Part.Image image -> files.add(image);
            case Part.Document document -> files.add(document);
            case Part.CachePoint point -> {}
            case Part.Other other -> {
                text(other.json().text());
                if (other.json().text().contains("\"file_id\"")) {
                    files.add(other);
                }
            }
        }
    }

    private void text(String text) {
        characters += text.length();
        texts.add(text);
        tally.gap();
        tally.add(text);
    }
}
