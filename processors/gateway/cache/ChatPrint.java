package gateway.cache;

import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Media;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Reasoning;
import gateway.model.Request;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes the fingerprint of all that a request means: two that differ in anything have different ones. */
final class ChatPrint {
    private final Fingerprint print;

    ChatPrint(Fingerprint print) {
        this.print = print;
    }

    /** Adds a request, without what its last message says if that is wanted. */
    void put(Request.Chat chat, boolean withoutLast) {
        List<Message> said =
                withoutLast ? chat.messages().subList(0, chat.messages().size() - 1) : chat.messages();
        print.begin('m', said);
        said.forEach(message -> {
            print.put(message.role());
            parts(message.parts());
        });
        print.begin('t', chat.tools());
        chat.tools().forEach(this::tool);
        choice(chat.toolChoice());
        print.put(chat.parallelToolCalls()).put(chat.sampling()).begin('e', chat.stop());
        chat.stop().forEach(print::put);
        format(chat.format());
        reasoning(chat.reasoning());
        print.begin('r', chat.rest().keySet());
        new TreeMap<>(chat.rest()).forEach((name, value) -> print.put(name).put(value.text()));
    }

    private void parts(List<Part> parts) {
        print.begin('p', parts);
        parts.forEach(this::part);
    }

    private void part(Part part) {
        print.put(part.getClass().getSimpleName());
        switch (part) {
            case Part.Text text -> print.put(text.text());
            case Part.Image image -> {
                media(image.media());
                print.put(image.detail());
            }
            case Part.Document document -> {
                media(document.media());
                print.put(document.name()).put(document.cited());
            }
            case Part.ToolCall call ->
                print.put(call.id())
                        .put(call.name())
                        .put(call.arguments().text())
                        .put(call.signature());
            case Part.ToolResult result -> {
                print.put(result.callId()).put(result.name()).put(result.error());
                parts(result.content());
            }
            case Part.Thinking thinking -> print.put(thinking.text()).put(thinking.signature());
            case Part.RedactedThinking redacted -> print.put(redacted.data());
            case Part.CachePoint point -> print.put(point.ttl());
            case Part.Other other ->
                print.put(other.dialect()).put(other.type()).put(other.json().text());
        }
    }

    private void media(Media media) {
        print.put(media.mimeType()).put(media.base64()).put(media.url());
    }

    private void tool(Tool tool) {
        Part.CachePoint cache = tool.cache();
        print.put(tool.name())
                .put(tool.description())
                .put(tool.schema().text())
                .put(tool.strict())
                .put(cache != null)
                .put(cache == null ? null : cache.ttl());
    }

    private void choice(@Nullable ToolChoice choice) {
        print.put(choice == null ? null : choice.getClass().getSimpleName())
                .put(choice instanceof ToolChoice.Named named ? named.tool() : null);
    }

    private void format(@Nullable Format format) {
        print.put(format == null ? null : format.getClass().getSimpleName());
        if (format instanceof Format.JsonSchema schema) {
            Json text = schema.schema();
            print.put(schema.name()).put(schema.description()).put(text.text()).put(schema.strict());
        }
    }

    private void reasoning(@Nullable Reasoning reasoning) {
        print.put(reasoning == null ? null : reasoning.enabled());
        if (reasoning != null) {
            print.put(reasoning.effort()).put(reasoning.budgetTokens()).put(reasoning.visible());
        }
    }
}
