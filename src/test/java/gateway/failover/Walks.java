package gateway.failover;

import gateway.call.Walk;
import gateway.model.Attempt;
import gateway.model.Completion;
import gateway.model.Decision;
import gateway.model.DecisionRecord;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.FinishReason;
import gateway.model.Part;
import gateway.model.Plan;
import gateway.model.Price;
import gateway.model.Residency;
import gateway.model.Tenant;
import gateway.wire.bedrock.ChatDraft;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Walks over deployments, as they are between two steps. */
final class Walks {
    static final Completion COMPLETION =
            new Completion("id", "model", List.of(new Part.Text("Well.")), FinishReason.STOP, null, null);

    private Walks() {}

    /** A deployment at a host of its own. */
    static Deployment deployment(String host, Residency residency) {
        return deployment(host, host, residency, 100_000);
    }

    /** A deployment of a provider, with a window of so many tokens. */
    static Deployment deployment(String provider, String host, Residency residency, int window) {
        return new Deployment(
                provider + "-1",
                "some-model",
                provider,
                Dialect.OPENAI,
                URI.create("https://" + host),
                "upstream",
                "global",
                residency,
                "default",
                new Price(1, 1, 1, 1, 1),
                window,
                1_000,
                0,
                1);
    }

    /** A request of a tenant that stays in the EU, at the turn of a deployment. */
    static Walk inEu(Deployment turn) {
        return new Walk(decision(Residency.EU, List.of(turn)), List.of(), turn, List.of());
    }

    /** A request of a tenant that may go anywhere, after some attempts. */
    static Walk after(List<Attempt> attempts, List<Deployment> left) {
        return new Walk(decision(Residency.ANY, left), left, null, attempts);
    }

    private static Decision decision(Residency residency, List<Deployment> ranked) {
        Plan plan = new Plan(
                ChatDraft.hello().build(),
                new Tenant("demo", "demo", residency),
                1,
                ranked,
                Duration.ofMinutes(1).toNanos(),
                DecisionRecord.EMPTY);
        return new Decision(plan, ranked, "priority/1", 1);
    }
}
