package gateway.wire.bedrock;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A chat request under construction, for tests. */
public final class ChatDraft {
    public static final Deployment CLAUDE_EU = deployment("eu.anthropic.claude-sonnet-4-5-20250929-v1:0");
    public static final Deployment NOVA_EU = deployment("eu.amazon.nova-micro-v1:0");
    public static final Deployment LLAMA_EU = deployment("eu.meta.llama3-2-1b-instruct-v1:0");
    public static final Tool WEATHER = new Tool(
            "get_weather",
            "Tells the weather",
            new Json("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}"),
            null);

    private final List<Message> messages = new ArrayList<>();
    private List<Tool> tools = List.of();
    private List<String> stop = List.of();
    private Map<String, Json> rest = Map.of();
    private @Nullable ToolChoice choice;
    private @Nullable Boolean parallel;
    private @Nullable Format format;
    private @Nullable Reasoning reasoning;
    private Sampling sampling = Sampling.DEFAULT;
    private Dialect dialect = Dialect.OPENAI;
    private boolean stream;
    private Executor relay = Runnable::run;
    private Cancellation cancellation = Cancellation.NEVER;

    /** A draft that says hello. */
    public static ChatDraft hello() {
        return new ChatDraft().user(new Part.Text("Hello!"));
    }

    private static Deployment deployment(String upstreamName) {
        return new Deployment(
                "bedrock-eu",
                "some-model",
                "bedrock",
                Dialect.BEDROCK,
                URI.create("https://bedrock-runtime.eu-central-1.amazonaws.com"),
                upstreamName,
                "eu-central-1",
                Residency.EU,
                "main",
                new Price(3_000_000, 300_000, 3_750_000, 6_000_000, 15_000_000),
                200_000,
                64_000,
                1,
                1);
    }

    public ChatDraft system(Part... parts) {
        return message(Role.SYSTEM, parts);
    }

    public ChatDraft user(Part... parts) {
        return message(Role.USER, parts);
    }

    public ChatDraft assistant(Part... parts) {
        return message(Role.ASSISTANT, parts);
    }

    private ChatDraft message(Role role, Part... parts) {
        messages.add(new Message(role, Arrays.asList(parts)));
        return this;
    }

    public ChatDraft tools(Tool... some) {
        tools = Arrays.asList(some);
        return this;
    }

    public ChatDraft choice(ToolChoice one) {
        choice = one;
        return this;
    }

    public ChatDraft parallel(boolean several) {
        parallel = several;
        return this;
    }

    public ChatDraft format(Format one) {
        format = one;
        return this;
    }

    public ChatDraft reasoning(Reasoning some) {
        reasoning = some;
        return this;
    }

    public ChatDraft sampling(Sampling one) {
        sampling = one;
        return this;
    }

    public ChatDraft temperature(double degree) {
        return sampling(new Sampling(null, degree, null, null, null, null, null));
    }

    public ChatDraft stop(String... texts) {
        stop = Arrays.asList(texts);
        return this;
    }

    public ChatDraft rest(String field, String json) {
        rest = Map.of(field, new Json(json));
        return this;
    }

    public ChatDraft from(Dialect client) {
        dialect = client;
        return this;
    }

    public ChatDraft streamed(Executor on) {
        stream = true;
        relay = on;
        return this;
    }

    public ChatDraft cancelledBy(Cancellation signal) {
        cancellation = signal;
        return this;
    }

    /** The finished request. */
    public Request.Chat build() {
        return new Request.Chat(
                new Call("req-1", "chat", dialect, 0, null, Wishes.NONE, relay, cancellation),
                "some-model",
                messages,
                tools,
                choice,
                parallel,
                sampling,
                stop,
                format,
                reasoning,
                stream,
                stream,
                rest,
                null);
    }
}
