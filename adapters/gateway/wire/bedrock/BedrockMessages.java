package gateway.wire.bedrock;

import gateway.model.Part;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Role;
import gateway.wire.FittedNames;
import gateway.wire.LostFields;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointBlock;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointType;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultStatus;

/**
 * Turns a conversation into Bedrock's: system texts apart, roles strictly alternating, the results of tool calls in
 * front of anything else that the user says, no empty texts. Confined to one request.
 */
final class BedrockMessages {
    /** What a tool answered that answered nothing: Bedrock takes no empty text. */
    private static final String NO_OUTPUT = "(no output)";

    private final BedrockModel model;
    private final FittedNames toolNames;
    private final LostFields lost;
    private final FittedNames callIds = FittedNames.ofCalls();
    private final BedrockMedia media = new BedrockMedia();
    private final List<SystemContentBlock> system = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final List<ContentBlock> results = new ArrayList<>();
    private final List<ContentBlock> content = new ArrayList<>();
    private @Nullable ConversationRole speaker;

    BedrockMessages(Request.Chat chat, BedrockModel model, FittedNames toolNames, LostFields lost) {
        this.model = model;
        this.toolNames = toolNames;
        this.lost = lost;
        for (gateway.model.Message message : chat.messages()) {
            switch (message.role()) {
                case SYSTEM -> message.parts().forEach(this::addSystem);
                case USER, ASSISTANT -> addTurn(message);
            }
        }
        endTurn();
    }

    /** The system texts, in order. */
    List<SystemContentBlock> system() {
        return system;
    }

    /** The turns, in order. */
    List<Message> messages() {
        return messages;
    }

    private void addSystem(Part part) {
        switch (part) {
            case Part.Text text -> {
                if (!text.text().isEmpty()) {
                    system.add(SystemContentBlock.fromText(text.text()));
                }
            }
            case Part.CachePoint point -> {
                if (cacheable(system)) {
                    system.add(SystemContentBlock.fromCachePoint(cachePoint(point)));
                }
            }
            case Part.Image image -> lost.add("messages.system.image");
            case Part.Document document -> lost.add("messages.system.document");
            case Part.ToolCall call -> lost.add("messages.system.tool_calls");
            case Part.ToolResult result -> lost.add("messages.system.tool_result");
            case Part.Thinking thinking -> lost.add("messages.system.thinking");
            case Part.RedactedThinking thinking -> lost.add("messages.system.thinking");
            case Part.Other other -> lost.add("system." + other.type());
        }
    }

    private void addTurn(gateway.model.Message message) {
        ConversationRole role = message.role() == Role.ASSISTANT ? ConversationRole.ASSISTANT : ConversationRole.USER;
        if (role != speaker) {
            endTurn();
            speaker = role;
        }
        message.parts().forEach(this::addPart);
    }

    private void endTurn() {
        results.addAll(content);
        if (!results.isEmpty()) {
            messages.add(Message.builder()
                    .role(speaker)
                    .content(List.copyOf(results))
                    .build());
        }
        results.clear();
        content.clear();
    }

    private void addPart(Part part) {
        switch (part) {
            case Part.Text text -> {
                if (!text.text().isEmpty()) {
                    content.add(ContentBlock.fromText(text.text()));
                }
            }
            case Part.Image image -> content.add(ContentBlock.fromImage(media.image(noted(image))));
            case Part.Document document -> content.add(ContentBlock.fromDocument(media.document(noted(document))));
            case Part.ToolCall call -> addCall(call);
            case Part.ToolResult result -> results.add(ContentBlock.fromToolResult(result(result)));
            case Part.Thinking thinking -> addThinking(thinking);
            case Part.RedactedThinking thinking -> addRedacted(thinking);
            case Part.CachePoint point -> {
                if (cacheable(content.isEmpty() ? results : content)) {
                    content.add(ContentBlock.fromCachePoint(cachePoint(point)));
                }
            }
            case Part.Other other -> throw unknown(other.type());
        }
    }

    /** To answer without it would be an answer to something else. */
    private static RefusedException unknown(String type) {
        return new RefusedException(
                new Refusal.UnsupportedFeature(
                        "a message has content of type '"
                                + LostFields.plain(type)
                                + "', which this model cannot take: leave it out, or name a model that is served by an API which knows it"));
    }

    private void addCall(Part.ToolCall call) {
        Document input = BedrockDocument.object(call.arguments());
        if (input == null) {
            lost.add("messages.tool_calls.function.arguments", "messages.tool_use.input");
        }
        content.add(ContentBlock.fromToolUse(use -> use.toolUseId(callIds.fit(call.id()))
                .name(toolNames.fit(call.name()))
                .input(input == null ? Document.mapBuilder().build() : input)));
    }

    private ToolResultBlock result(Part.ToolResult result) {
        List<ToolResultContentBlock> answers = new ArrayList<>();
        for (Part part : result.content()) {
            switch (part) {
                case Part.Text text -> {
                    if (!text.text().isEmpty()) {
                        answers.add(ToolResultContentBlock.fromText(text.text()));
                    }
                }
                case Part.Image image -> answers.add(ToolResultContentBlock.fromImage(media.image(noted(image))));
                case Part.Document document ->
                    answers.add(ToolResultContentBlock.fromDocument(media.document(noted(document))));
                case Part.CachePoint point -> lost.add("cache_control");
                case Part.Other other -> throw unknown(other.type());
                case Part.ToolCall call -> lost.add("messages.tool_result.tool_use");
                case Part.ToolResult inner -> lost.add("messages.tool_result.tool_result");
                case Part.Thinking thinking -> lost.add("messages.tool_result.thinking");
                case Part.RedactedThinking thinking -> lost.add("messages.tool_result.thinking");
            }
        }
        if (answers.isEmpty()) {
            answers.add(ToolResultContentBlock.fromText(NO_OUTPUT));
        }
        ToolResultBlock.Builder block = ToolResultBlock.builder()
                .toolUseId(callIds.fit(result.callId()))
                .content(answers);
        // the status is sent for failures only: not every model takes the field
        return result.error() ? block.status(ToolResultStatus.ERROR).build() : block.build();
    }

    /** Reasoning goes back only under its seal, and only to the family of models that seals it. */
    private void addThinking(Part.Thinking thinking) {
        String signature = thinking.signature();
        if (signature == null || !model.anthropic()) {
            lost.add("messages.reasoning_content", "messages.thinking");
            return;
        }
        content.add(ContentBlock.fromReasoningContent(reasoning ->
                reasoning.reasoningText(text -> text.text(thinking.text()).signature(signature))));
    }

    private void addRedacted(Part.RedactedThinking thinking) {
        if (model.anthropic()) {
            try {
                byte[] sealed = Base64.getDecoder().decode(thinking.data());
                content.add(ContentBlock.fromReasoningContent(
                        ReasoningContentBlock.fromRedactedContent(SdkBytes.fromByteArrayUnsafe(sealed))));
                return;
            } catch (IllegalArgumentException e) {
                // no base64: it was not sealed by Bedrock, and no other seal can be sent there
            }
        }
        lost.add("messages.redacted_thinking");
    }

    private Part.Image noted(Part.Image image) {
        if (image.detail() != null && !image.detail().equals("auto")) {
            lost.add("messages.image_url.detail", "messages.image.detail");
        }
        return image;
    }

    private Part.Document noted(Part.Document document) {
        if (document.cited()) {
            lost.add("messages.document.citations");
        }
        return document;
    }

    /** A cache point must follow something that can be cached. */
    private boolean cacheable(List<?> before) {
        if (!model.caching()) {
            lost.add("cache_control");
        }
        return model.caching() && !before.isEmpty();
    }

    static CachePointBlock cachePoint(Part.CachePoint point) {
        return CachePointBlock.builder()
                .type(CachePointType.DEFAULT)
                .ttl(point.ttl())
                .build();
    }
}
