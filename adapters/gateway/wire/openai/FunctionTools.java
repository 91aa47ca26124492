package gateway.wire.openai;

import gateway.model.Json;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import gateway.wire.JsonCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What both of OpenAI's APIs have alike about tools and the choice among them. */
public final class FunctionTools {
    private static final Json NO_ARGUMENTS = new Json("{\"type\":\"object\",\"properties\":{}}");

    private FunctionTools() {}

    /** Reads a function. */
    public static Tool read(Fields function) {
        return read(function, function.name("name"), function.text("description"));
    }

    /** Reads a function that models get by another name, and told of in other words. */
    public static Tool read(Fields function, String name, @Nullable String description) {
        Fields parameters = function.object("parameters");
        return new Tool(
                name,
                description,
                parameters == null ? NO_ARGUMENTS : JsonCodec.json(parameters.node()),
                function.flag("strict"));
    }

    /** The choice that a word stands for; null where it stands for none. */
    public static @Nullable ToolChoice choice(String word) {
        return switch (word) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required" -> new ToolChoice.Any();
            default -> null;
        };
    }

    /**
     * The choice of one of the tools.
     *
     * @throws gateway.model.RefusedException if it is none of them
     */
    public static ToolChoice named(List<Tool> tools, String name) {
        if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
            throw Fields.wrong("tool_choice", "must name one of the tools in 'tools'");
        }
        return new ToolChoice.Named(name);
    }
}
