package gateway.wire.anthropic;

import gateway.model.Answer;
import gateway.model.Attempt;
import gateway.model.Call;
import gateway.model.Cancellation;
import gateway.model.Completion;
import gateway.model.Decision;
import gateway.model.DecisionRecord;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.FinishReason;
import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Message;
import gateway.model.Outcome;
import gateway.model.Part;
import gateway.model.Plan;
import gateway.model.Price;
import gateway.model.Reasoning;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.model.Role;
import gateway.model.Sampling;
import gateway.model.Tenant;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import gateway.model.Wishes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests, deployments and outcomes to try the codecs with. */
final class Samples {
    static final Deployment CLAUDE = deployment(Dialect.ANTHROPIC, "claude-sonnet-4-5", "claude-sonnet-4-5-20250929");
    static final Deployment GPT = deployment(Dialect.OPENAI, "gpt-5", "gpt-5-2026-01-01");
    static final Call FROM_ANTHROPIC_SDK = call(Dialect.ANTHROPIC);
    static final Call FROM_OPENAI_SDK = call(Dialect.OPENAI);

    private Samples() {}

    /** A request as an OpenAI client's would be read. */
    static Builder fromOpenAi() {
        return new Builder(FROM_OPENAI_SDK);
    }

    static Request.Chat read(String json) {
        return new AnthropicClientCodec().read(FROM_ANTHROPIC_SDK, json.getBytes(StandardCharsets.UTF_8));
    }

    /** The same request after a stage has changed its content. */
    static Request.Chat changed(Request.Chat chat) {
        return new Request.Chat(
                chat.call(),
                chat.model(),
                chat.messages(),
                chat.tools(),
                chat.toolChoice(),
                chat.parallelToolCalls(),
                chat.sampling(),
                chat.stop(),
                chat.format(),
                chat.reasoning(),
                chat.stream(),
                chat.streamUsage(),
                chat.rest(),
                null);
    }

    static Outcome outcome(Deployment deployment, Request.Chat chat) {
        Plan plan = new Plan(
                chat,
                new Tenant("demo", "k1", Residency.ANY),
                1,
                List.of(deployment),
                Long.MAX_VALUE,
                DecisionRecord.EMPTY);
        Completion nothing = new Completion("", "", List.of(), FinishReason.STOP, null, null);
        Attempt.Answered served = new Attempt.Answered(deployment, 1000, new Answer.Whole(nothing, null), List.of());
        return new Outcome(new Decision(plan, List.of(deployment), "test", 1), served, List.of(served), 2000);
    }

    /** The outcome of a request that asked to see the thoughts. */
    static Outcome thoughtful(Deployment deployment) {
        return outcome(deployment, read("""
                {"model": "m", "max_tokens": 4096, "messages": [{"role": "user", "content": "Hi"}],
                 "thinking": {"type": "enabled", "budget_tokens": 1024}}"""));
    }

    /** The outcome of a request that asked for nothing special. */
    static Outcome plain(Deployment deployment) {
        return outcome(deployment, read("""
                {"model": "m", "max_tokens": 4096, "messages": [{"role": "user", "content": "Hi"}]}"""));
    }

    private static Deployment deployment(Dialect dialect, String model, String upstream) {
        return new Deployment(
                model + "-us",
                model,
                "provider",
                dialect,
                URI.create("https://api.example.com"),
                upstream,
                "us",
                Residency.ANY,
                "main",
                new Price(0, 0, 0, 0, 0),
                200_000,
                64_000,
                1,
                1);
    }

    private static Call call(Dialect dialect) {
        return new Call("req1", "messages", dialect, 0, null, Wishes.NONE, Runnable::run, Cancellation.NEVER);
    }

    /** Puts a request together. */
    static final class Builder {
        private final Call call;
        private final List<Message> messages = new ArrayList<>();
        private final List<Tool> tools = new ArrayList<>();
        private @Nullable ToolChoice toolChoice;
        private @Nullable Boolean parallel;
        private Sampling sampling = Sampling.DEFAULT;
        private List<String> stop = List.of();
        private @Nullable Format format;
        private @Nullable Reasoning reasoning;
        private boolean stream;
        private Map<String, Json> rest = Map.of();

        private Builder(Call call) {
            this.call = call;
        }

        Builder system(String text) {
            return message(Role.SYSTEM, new Part.Text(text));
        }

        Builder user(String text) {
            return message(Role.USER, new Part.Text(text));
        }

        Builder message(Role role, Part... parts) {
            messages.add(new Message(role, List.of(parts)));
            return this;
        }

        Builder tool(Tool tool) {
            tools.add(tool);
            return this;
        }

        Builder toolChoice(@Nullable ToolChoice choice, @Nullable Boolean atOnce) {
            toolChoice = choice;
            parallel = atOnce;
            return this;
        }

        Builder sampling(Sampling value) {
            sampling = value;
            return this;
        }

        Builder maxTokens(int value) {
            return sampling(new Sampling(value, null, null, null, null, null, null));
        }

        Builder stop(String... texts) {
            stop = List.of(texts);
            return this;
        }

        Builder format(Format value) {
            format = value;
            return this;
        }

        Builder effort(String effort) {
            reasoning = new Reasoning(!effort.equals("none"), effort, null, false);
            return this;
        }

        Builder stream() {
            stream = true;
            return this;
        }

        Builder rest(Map<String, Json> fields) {
            rest = fields;
            return this;
        }

        Request.Chat build() {
            return new Request.Chat(
                    call,
                    "m",
                    messages,
                    tools,
                    toolChoice,
                    parallel,
                    sampling,
                    stop,
                    format,
                    reasoning,
                    stream,
                    true,
                    rest,
                    null);
        }
    }
}
