package gateway.routing.feature;

import gateway.model.Examples;
import gateway.model.Format;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Reasoning;
import gateway.model.Request;
import gateway.model.Role;
import gateway.model.Sampling;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests that differ in one point from a plain question. */
final class Requests {
    private Requests() {}

    static Request.Chat asking(String text) {
        return of(said(Role.USER, text));
    }

    static Request.Chat of(Message... messages) {
        return make(List.of(messages), List.of(), null, Sampling.DEFAULT, null, null);
    }

    static Request.Chat withTools(List<Tool> tools, @Nullable ToolChoice choice) {
        return make(question(), tools, choice, Sampling.DEFAULT, null, null);
    }

    static Request.Chat drawn(Sampling sampling) {
        return make(question(), List.of(), null, sampling, null, null);
    }

    static Request.Chat formed(@Nullable Format format, @Nullable Reasoning reasoning) {
        return make(question(), List.of(), null, Sampling.DEFAULT, format, reasoning);
    }

    static Message said(Role role, String text) {
        return said(role, new Part.Text(text));
    }

    static Message said(Role role, Part... parts) {
        return new Message(role, List.of(parts));
    }

    private static List<Message> question() {
        return List.of(said(Role.USER, "Why is the sky blue?"));
    }

    private static Request.Chat make(
            List<Message> messages,
            List<Tool> tools,
            @Nullable ToolChoice choice,
            Sampling sampling,
            @Nullable Format format,
            @Nullable Reasoning reasoning) {
        return new Request.Chat(
                Examples.call(),
                "auto",
                messages,
                tools,
                choice,
                null,
                sampling,
                List.of(),
                format,
                reasoning,
                false,
                false,
                Map.of(),
                null);
    }
}
