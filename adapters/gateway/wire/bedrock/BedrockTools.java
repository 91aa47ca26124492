package gateway.wire.bedrock;

import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Request;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import gateway.wire.FittedNames;
import gateway.wire.LostFields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.AnyToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.AutoToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.SpecificToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolInputSchema;
import software.amazon.awssdk.services.bedrockruntime.model.ToolSpecification;

/** Turns tools and the choice among them into Bedrock's. */
final class BedrockTools {
    /** JSON Schema of arguments about which nothing is known. */
    private static final Document ANY_OBJECT = Document.fromMap(Map.of("type", Document.fromString("object")));

    private BedrockTools() {}

    /**
     * The configuration; null for none.
     *
     * <p>Bedrock has no choice "none", so tools that may not be called are left out; but it refuses a conversation with
     * tool calls in it unless tools are configured.
     *
     * @param thinking whether the model thinks first, which rules out forcing a tool
     */
    static @Nullable ToolConfiguration of(
            Request.Chat chat, BedrockModel model, FittedNames names, boolean thinking, LostFields lost) {
        Set<String> called = called(chat);
        boolean none = chat.toolChoice() instanceof ToolChoice.None;
        if (Boolean.FALSE.equals(chat.parallelToolCalls()) && !chat.tools().isEmpty()) {
            lost.add("parallel_tool_calls", "tool_choice.disable_parallel_tool_use");
        }
        if (called.isEmpty() && (none || chat.tools().isEmpty())) {
            return null;
        }
        List<software.amazon.awssdk.services.bedrockruntime.model.Tool> tools = new ArrayList<>();
        for (Tool tool : chat.tools()) {
            tools.add(tool(names.fit(tool.name()), tool));
            Part.CachePoint point = tool.cache();
            if (point != null && model.caching()) {
                tools.add(software.amazon.awssdk.services.bedrockruntime.model.Tool.fromCachePoint(
                        BedrockMessages.cachePoint(point)));
            } else if (point != null) {
                lost.add("cache_control");
            }
        }
        if (tools.isEmpty()) {
            called.forEach(name -> tools.add(tool(names.fit(name), null)));
        }
        return ToolConfiguration.builder()
                .tools(tools)
                .toolChoice(choice(chat, names, thinking, lost))
                .build();
    }

    /** The names of the tools that the conversation has calls of; a result without its call counts under its id. */
    private static Set<String> called(Request.Chat chat) {
        Set<String> names = new LinkedHashSet<>();
        for (Message message : chat.messages()) {
            for (Part part : message.parts()) {
                if (part instanceof Part.ToolCall call) {
                    names.add(call.name());
                } else if (part instanceof Part.ToolResult result && names.isEmpty()) {
                    names.add(result.name() == null ? result.callId() : result.name());
                }
            }
        }
        return names;
    }

    private static software.amazon.awssdk.services.bedrockruntime.model.Tool tool(String name, @Nullable Tool tool) {
        String description = tool == null ? null : tool.description();
        Document schema = tool == null ? null : BedrockDocument.object(tool.schema());
        ToolSpecification.Builder spec = ToolSpecification.builder()
                .name(name)
                .description(description == null || description.isBlank() ? name : description)
                .inputSchema(ToolInputSchema.fromJson(
                        schema == null || schema.asMap().isEmpty() ? ANY_OBJECT : schema));
        // false is the default, and not every model takes the field
        if (tool != null && Boolean.TRUE.equals(tool.strict())) {
            spec.strict(true);
        }
        return software.amazon.awssdk.services.bedrockruntime.model.Tool.fromToolSpec(spec.build());
    }

    private static software.amazon.awssdk.services.bedrockruntime.model.@Nullable ToolChoice choice(
            Request.Chat chat, FittedNames names, boolean thinking, LostFields lost) {
        ToolChoice choice = chat.toolChoice();
        if (choice == null) {
            return null;
        }
        boolean forced = choice instanceof ToolChoice.Any || choice instanceof ToolChoice.Named;
        if (choice instanceof ToolChoice.None || chat.tools().isEmpty() || (forced && thinking)) {
            lost.add("tool_choice");
            return null;
        }
        return switch (choice) {
            case ToolChoice.Auto auto ->
                software.amazon.awssdk.services.bedrockruntime.model.ToolChoice.fromAuto(
                        AutoToolChoice.builder().build());
            case ToolChoice.Any any ->
                software.amazon.awssdk.services.bedrockruntime.model.ToolChoice.fromAny(
                        AnyToolChoice.builder().build());
            case ToolChoice.Named named ->
                software.amazon.awssdk.services.bedrockruntime.model.ToolChoice.fromTool(SpecificToolChoice.builder()
                        .name(names.fit(named.tool()))
                        .build());
            case ToolChoice.None none -> null;
        };
    }
}
