package gateway.model;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values for tests: one plain one of each kind, and ways to change what matters. */
public final class Examples {
    public static final Price PRICE = new Price(3_000_000, 300_000, 3_750_000, 6_000_000, 15_000_000);
    public static final Tenant ANYWHERE = new Tenant("demo", "demo-key", Residency.ANY);
    public static final Tenant EUROPEAN = new Tenant("clinic", "clinic-key", Residency.EU);

    private static final Redacted CLIENT = new Redacted("sk-serai-demo-1");

    private Examples() {}

    /** A deployment anywhere, of the model {@code sonnet}, by the provider {@code anthropic}. */
    public static Deployment deployment(String id) {
        return deployment(id, Residency.ANY, 0, 1);
    }

    /** A deployment of the model {@code sonnet} with its place in the ranking. */
    public static Deployment deployment(String id, Residency residency, int priority, int weight) {
        return deployment(id, residency, priority, weight, PRICE, 200_000);
    }

    /** A deployment of the model {@code sonnet}. */
    public static Deployment deployment(
            String id, Residency residency, int priority, int weight, Price price, int contextTokens) {
        return new Deployment(
                id,
                "sonnet",
                "anthropic",
                Dialect.ANTHROPIC,
                URI.create(residency == Residency.EU ? "https://eu.api.openai.com" : "https://api.anthropic.com"),
                "claude-sonnet",
                residency == Residency.EU ? "eu-central-1" : "us-east-1",
                residency,
                "account-" + id,
                price,
                contextTokens,
                8_192,
                priority,
                weight);
    }

    /** A deployment as one of another model. */
    public static Deployment ofModel(String model, Deployment deployment) {
        return with(deployment, model, deployment.price(), deployment.accountLimits());
    }

    /** A deployment at another price. */
    public static Deployment priced(Price price, Deployment deployment) {
        return with(deployment, deployment.model(), price, deployment.accountLimits());
    }

    /** A deployment whose account has limits. */
    public static Deployment limited(Limits limits, Deployment deployment) {
        return with(deployment, deployment.model(), deployment.price(), limits);
    }

    /** A deployment of a model that makes something else. */
    public static Deployment ofKind(ModelKind kind, Deployment deployment) {
        return with(deployment, deployment.model(), deployment.price(), deployment.accountLimits(), kind);
    }

    private static Deployment with(Deployment deployment, String model, Price price, Limits accountLimits) {
        return with(deployment, model, price, accountLimits, deployment.kind());
    }

    private static Deployment with(
            Deployment deployment, String model, Price price, Limits accountLimits, ModelKind kind) {
        return new Deployment(
                deployment.id(),
                model,
                deployment.provider(),
                deployment.dialect(),
                deployment.endpoint(),
                deployment.upstreamName(),
                deployment.region(),
                deployment.residency(),
                deployment.account(),
                price,
                deployment.contextTokens(),
                deployment.maxOutputTokens(),
                deployment.priority(),
                deployment.weight(),
                accountLimits,
                kind);
    }

    /** An envelope of another request. */
    public static Call call(String id) {
        return new Call(
                id, "openai-chat", Dialect.OPENAI, 1_000, CLIENT, Wishes.NONE, Runnable::run, Cancellation.NEVER);
    }

    /** An envelope without wishes. */
    public static Call call() {
        return call(Wishes.NONE);
    }

    /** An envelope with wishes, received at tick 1,000. */
    public static Call call(Wishes wishes) {
        return call(wishes, CLIENT, Cancellation.NEVER);
    }

    /** An envelope. */
    public static Call call(Wishes wishes, @Nullable Redacted key, Cancellation cancellation) {
        return new Call("request-1", "openai-chat", Dialect.OPENAI, 1_000, key, wishes, Runnable::run, cancellation);
    }

    /** Wishes with a deadline. */
    public static Wishes within(Duration deadline) {
        return new Wishes(Residency.ANY, null, deadline, null, false);
    }

    /** Wishes for the EU. */
    public static Wishes inEu() {
        return new Wishes(Residency.EU, null, null, null, false);
    }

    /** A question to the model {@code sonnet}. */
    public static Request.Chat chat(boolean stream) {
        return chat(call(), "sonnet", stream);
    }

    /** A question whose original JSON has 40 characters. */
    public static Request.Chat chat(Call call, String model, boolean stream) {
        return new Request.Chat(
                call,
                model,
                List.of(new Message(Role.USER, List.of(new Part.Text("Hello")))),
                List.of(),
                null,
                null,
                Sampling.DEFAULT,
                List.of(),
                null,
                null,
                stream,
                false,
                Map.of(),
                new Original(Dialect.OPENAI, "x".repeat(40)));
    }

    /** A plan of the question, whose deadline is one second after it was received. */
    public static Plan plan(Deployment... candidates) {
        return plan(chat(false), ANYWHERE, candidates);
    }

    /** A plan. */
    public static Plan plan(Request request, Tenant tenant, Deployment... candidates) {
        return new Plan(request, tenant, 7, List.of(candidates), 1_000 + 1_000_000_000L, DecisionRecord.EMPTY);
    }

    /** A decision that ranks the plan's candidates as they stand. */
    public static Decision decision(Plan plan) {
        return new Decision(plan, plan.candidates(), "priority/1", 1);
    }

    /** A whole answer. */
    public static Answer.Whole whole(String text, @Nullable Usage usage) {
        return new Answer.Whole(
                new Completion("id", "model", List.of(new Part.Text(text)), FinishReason.STOP, null, usage), null);
    }

    /** What happened when the plan's first candidate answered after 2,000 ns. */
    public static Outcome outcome(Plan plan, Answer answer, Attempt... before) {
        Attempt.Answered served = new Attempt.Answered(plan.candidates().getFirst(), 2_000, answer, List.of());
        List<Attempt> attempts = new java.util.ArrayList<>(List.of(before));
        attempts.add(served);
        return new Outcome(decision(plan), served, attempts, 9_000);
    }
}
