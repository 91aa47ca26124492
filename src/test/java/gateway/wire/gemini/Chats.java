package gateway.wire.gemini;

import gateway.model.Call;
import gateway.model.Cancellation;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Price;
import gateway.model.Reasoning;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.model.Role;
import gateway.model.Sampling;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import gateway.model.Wishes;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests for these tests, made from a plain question by changing one thing at a time.
 *
 * @param dialect what the client speaks
 * @param messages the conversation
 * @param tools what may be called
 * @param toolChoice whether it must
 * @param parallel whether several at once
 * @param sampling how to draw
 * @param stop what ends the answer
 * @param format its form
 * @param reasoning how much to think
 * @param rest unknown fields
 */
record Chats(
        Dialect dialect,
        List<Message> messages,
        List<Tool> tools,
        @Nullable ToolChoice toolChoice,
        @Nullable Boolean parallel,
        Sampling sampling,
        List<String> stop,
        @Nullable Format format,
        @Nullable Reasoning reasoning,
        Map<String, Json> rest) {
    static final Deployment FLASH =
            deployment("gemini", "https://generativelanguage.googleapis.com", "gemini-2.5-flash");
    static final Deployment PRO = deployment("gemini", "https://generativelanguage.googleapis.com", "gemini-2.5-pro");
    static final Deployment GENERATION_3 =
            deployment("gemini", "https://generativelanguage.googleapis.com", "gemini-3-flash-preview");
    static final Deployment VERTEX_EU =
            deployment("vertex", "https://aiplatform.eu.rep.googleapis.com", "gemini-2.5-flash");

    static final Tool WEATHER = new Tool(
            "get_weather",
            "Tells the weather",
            new Json("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}"),
            null);

    /** A plain question of an OpenAI client. */
    static Chats question() {
        return of(user(new Part.Text("What is the capital of Austria?")));
    }

    /** A conversation of an OpenAI client. */
    static Chats of(Message... messages) {
        return new Chats(
                Dialect.OPENAI,
                List.of(messages),
                List.of(),
                null,
                null,
                Sampling.DEFAULT,
                List.of(),
                null,
                null,
                Map.of());
    }

    static Message system(Part... parts) {
        return new Message(Role.SYSTEM, List.of(parts));
    }

    static Message user(Part... parts) {
        return new Message(Role.USER, List.of(parts));
    }

    static Message assistant(Part... parts) {
        return new Message(Role.ASSISTANT, List.of(parts));
    }

    static Part.ToolCall call(String id, String city) {
        return new Part.ToolCall(id, "get_weather", new Json("{\"city\":\"" + city + "\"}"), null);
    }

    static Part.ToolResult result(String id, String text) {
        return new Part.ToolResult(id, null, List.of(new Part.Text(text)), false);
    }

    Chats by(Dialect client) {
        return new Chats(client, messages, tools, toolChoice, parallel, sampling, stop, format, reasoning, rest);
    }

    Chats tools(@Nullable ToolChoice choice, Tool... some) {
        return new Chats(dialect, messages, List.of(some), choice, parallel, sampling, stop, format, reasoning, rest);
    }

    Chats oneCallAtATime() {
        return new Chats(dialect, messages, tools, toolChoice, false, sampling, stop, format, reasoning, rest);
    }

    Chats sampled(Sampling how) {
        return new Chats(dialect, messages, tools, toolChoice, parallel, how, stop, format, reasoning, rest);
    }

    Chats stoppedBy(String... texts) {
        return new Chats(
                dialect, messages, tools, toolChoice, parallel, sampling, List.of(texts), format, reasoning, rest);
    }

    Chats formatted(Format form) {
        return new Chats(dialect, messages, tools, toolChoice, parallel, sampling, stop, form, reasoning, rest);
    }

    Chats thinking(Reasoning much) {
        return new Chats(dialect, messages, tools, toolChoice, parallel, sampling, stop, format, much, rest);
    }

    Chats with(Map<String, Json> fields) {
        return new Chats(dialect, messages, tools, toolChoice, parallel, sampling, stop, format, reasoning, fields);
    }

    Request.Chat chat() {
        Call call = new Call("req-1", "openai-chat", dialect, 0, null, Wishes.NONE, Runnable::run, Cancellation.NEVER);
        return new Request.Chat(
                call,
                "auto",
                messages,
                tools,
                toolChoice,
                parallel,
                sampling,
                stop,
                format,
                reasoning,
                false,
                false,
                rest,
                null);
    }

    private static Deployment deployment(String provider, String endpoint, String upstreamName) {
        return new Deployment(
                provider + "-" + upstreamName,
                upstreamName,
                provider,
                Dialect.GEMINI,
                URI.create(endpoint),
                upstreamName,
                "global",
                Residency.ANY,
                "main",
                new Price(300_000, 30_000, 300_000, 300_000, 2_500_000),
                1_048_576,
                65_536,
                1,
                1);
    }
}
