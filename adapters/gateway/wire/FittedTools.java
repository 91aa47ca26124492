package gateway.wire;

import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Request;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A request in which every tool has a name that its provider allows: where it is offered, where it must be called, and
 * in the calls and results of the conversation so far. Stateless.
 *
 * @param chat the request; the same where all names fit
 * @param originals the names that were changed: what is sent, and the client's own
 */
public record FittedTools(Request.Chat chat, Map<String, String> originals) {
    /** What a client is told that it lost. */
    public static final String FIELD = "tools.name";

    public FittedTools {
        originals = Map.copyOf(originals);
    }

    /** Fits the names into a request that is to be written anew. */
    public static FittedTools of(Request.Chat chat, FittedNames names) {
        if (chat.tools().stream().allMatch(tool -> names.fits(tool.name()))
                && chat.messages().stream().allMatch(message -> fits(message, names))
                && !(chat.toolChoice() instanceof ToolChoice.Named(String tool) && !names.fits(tool))) {
            return new FittedTools(chat, Map.of());
        }
        chat.tools().stream().map(Tool::name).filter(names::fits).forEach(names::keep);
        List<Tool> tools = new ArrayList<>();
        for (Tool tool : chat.tools()) {
            tools.add(new Tool(names.fit(tool.name()), tool.description(), tool.schema(), tool.strict(), tool.cache()));
        }
        List<Message> messages = new ArrayList<>();
        for (Message message : chat.messages()) {
            messages.add(
                    fits(message, names)
                            ? message
                            : new Message(
                                    message.role(),
                                    message.parts().stream()
                                            .map(part -> fitted(part, names))
                                            .toList()));
        }
        ToolChoice choice = chat.toolChoice() instanceof ToolChoice.Named(String tool)
                ? new ToolChoice.Named(names.fit(tool))
                : chat.toolChoice();
        Request.Chat fitted = new Request.Chat(
                chat.call(),
                chat.model(),
                messages,
                tools,
                choice,
                chat.parallelToolCalls(),
                chat.sampling(),
                chat.stop(),
                chat.format(),
                chat.reasoning(),
                chat.stream(),
                chat.streamUsage(),
                chat.rest(),
                chat.original(),
                chat.outputBound());
        return new FittedTools(fitted, names.originals());
    }

    private static boolean fits(Message message, FittedNames names) {
        return message.parts().stream().allMatch(part -> switch (part) {
            case Part.ToolCall call -> names.fits(call.name());
            case Part.ToolResult result -> result.name() == null || names.fits(result.name());
            default -> true;
        });
    }

    private static Part fitted(Part part, FittedNames names) {
        return switch (part) {
            case Part.ToolCall call ->
                new Part.ToolCall(call.id(), names.fit(call.name()), call.arguments(), call.signature());
            case Part.ToolResult result ->
                new Part.ToolResult(
                        result.callId(),
                        result.name() == null ? null : names.fit(result.name()),
                        result.content(),
                        result.error());
            default -> part;
        };
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "FittedTools[" + originals.size() + "]";
    }
}
