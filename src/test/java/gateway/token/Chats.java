package gateway.token;

import gateway.model.Call;
import gateway.model.Cancellation;
import gateway.model.Deployment;
import gateway.model.Dialect;
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
import gateway.model.Wishes;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests and deployments for these tests. */
public final class Chats {
    public static final Deployment GPT = deployment("gpt", Dialect.OPENAI, "gpt-4o");
    public static final Deployment OLD_GPT = deployment("old-gpt", Dialect.OPENAI, "gpt-4-turbo");
    public static final Deployment MISTRAL = deployment("mistral", Dialect.OPENAI, "mistral-large-2512");
    public static final Deployment CLAUDE = deployment("claude", Dialect.ANTHROPIC, "claude-sonnet-4-5-20250929");
    public static final Deployment GEMINI = deployment("gemini", Dialect.GEMINI, "gemini-2.5-flash");

    private Chats() {}

    /** A deployment with a window of 1,000,000 tokens and answers of up to 64,000. */
    static Deployment deployment(String id, Dialect dialect, String upstreamName) {
        return new Deployment(
                id,
                "some-model",
                "some-provider",
                dialect,
                URI.create("https://api.example.com"),
                upstreamName,
                "eu",
                Residency.EU,
                "main",
                new Price(1, 1, 1, 1, 1),
                1_000_000,
                64_000,
                0,
                1);
    }

    /** One message of a user. */
    public static Request.Chat of(String text) {
        return of(new Part.Text(text));
    }

    static Request.Chat of(Part... parts) {
        return chat(List.of(parts), List.of(), Sampling.DEFAULT, null, Map.of());
    }

    static Request.Chat chat(
            List<Part> parts,
            List<Tool> tools,
            Sampling sampling,
            @Nullable Reasoning reasoning,
            Map<String, Json> rest) {
        return new Request.Chat(
                new Call("r", "openai-chat", Dialect.OPENAI, 0, null, Wishes.NONE, Runnable::run, Cancellation.NEVER),
                "some-model",
                List.of(new Message(Role.USER, parts)),
                tools,
                null,
                null,
                sampling,
                List.of(),
                null,
                reasoning,
                false,
                false,
                rest,
                null);
    }
}
