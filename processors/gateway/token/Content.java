package gateway.token;

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
    /** Whether the provider adds input of its own, as by searching the web. */
    boolean grows;

    private Content() {}

    static Content of(Request.Chat chat) {
        Content content = new Content();
        for (Message message : chat.messages()) {
            content.messages++;
            for (Part part : message.parts()) {
                content.part(part);
            }
        }
        for (Tool tool : chat.tools()) {
            content.tools++;
            content.text(tool.name());
            if (tool.description() != null) {
                content.text(tool.description());
            }
            content.text(tool.schema().text());
        }
        if (chat.format() instanceof Format.JsonSchema schema) {
            content.text(schema.name());
            content.text(schema.schema().text());
        }
        for (Map.Entry<String, Json> field : chat.rest().entrySet()) {
            content.text(field.getValue().text());
        }
        content.grows = chat.rest().containsKey("tools") || chat.rest().containsKey("web_search_options");
        return content;
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
