package gateway.judge;

import gateway.Stage;
import gateway.judge.JudgeListener.Kind;
import gateway.model.Answer;
import gateway.model.Decision;
import gateway.model.Experiment;
import gateway.model.Judging;
import gateway.model.Mirroring;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.Request;
import gateway.model.RoutingRules;
import gateway.stream.CompletionCollector;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Draws the answers that are judged, where their tenants want that, and takes note of them as the provider gives them:
 * with placeholders in the place of personal data. Nobody is asked before the call has come to a good end. An answer
 * that another deployment goes on with is let go.
 */
public final class SampleAnswer implements Stage<Outcome, Outcome> {
    /** What the client asks for where a router is to choose. */
    private static final String AUTO = "auto";

    private final DoubleSupplier dice;

    /** Takes the dice: from 0 to 1, 1 excluded. */
    public SampleAnswer(DoubleSupplier dice) {
        this.dice = dice;
    }

    @Override
    public Outcome apply(Outcome outcome) {
        Plan plan = outcome.decision().plan();
        if (!(plan.request() instanceof Request.Chat chat) || chat.call().isOwn()) {
            return outcome;
        }
        Sample sample = draw(plan.tenant().routing(), chat.model(), outcome);
        if (sample == null) {
            return outcome;
        }
        Decision decision = outcome.decision().with(plan.with(sample));
        Outcome drawn = new Outcome(decision, outcome.served(), outcome.attempts(), outcome.readyNanos());
        return switch (outcome.served().answer()) {
            case Answer.Embedded _ -> outcome;
            case Answer.Whole whole -> {
                sample.came(whole.completion());
                yield drawn;
            }
            case Answer.Streamed streamed ->
                drawn.withAnswer(
                        streamed.through(next -> new CompletionCollector(Questions.LONGEST, sample::came, next)));
        };
    }

    private @Nullable Sample draw(RoutingRules rules, String name, Outcome outcome) {
        String served = outcome.served().deployment().model();
        Mirroring mirror = rules.mirrors().get(name);
        if (mirror != null
                && mirror.judge() != null
                && hits(mirror.share() * mirror.judge().share())) {
            return new Sample(Kind.MIRROR, mirror.judge(), "served", new Sample.Rival("mirror", mirror.to()));
        }
        Experiment experiment = rules.experiments().get(name);
        Judging judge = experiment == null ? null : experiment.judge();
        if (experiment != null && judge != null && hits(judge.share())) {
            return ofArms(experiment, judge, served);
        }
        Judging grade = rules.judge();
        return grade != null && (name.equals(AUTO) || name.startsWith(AUTO + ":")) && hits(grade.share())
                ? new Sample(Kind.DECISION, grade, served, null)
                : null;
    }

    /** Any other arm, each with the same chance; none where a model outside the experiment has answered. */
    private @Nullable Sample ofArms(Experiment experiment, Judging judge, String served) {
        List<Experiment.Arm> others = experiment.arms().stream()
                .filter(arm -> !arm.model().equals(served))
                .toList();
        for (Experiment.Arm arm : experiment.arms()) {
            if (arm.model().equals(served) && !others.isEmpty()) {
                Experiment.Arm other = others.get((int) (dice.getAsDouble() * others.size()));
                return new Sample(Kind.EXPERIMENT, judge, arm.name(), new Sample.Rival(other.name(), other.model()));
            }
        }
        return null;
    }

    private boolean hits(double share) {
        return dice.getAsDouble() < share;
    }
}
