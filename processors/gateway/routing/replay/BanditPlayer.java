package gateway.routing.replay;

import gateway.routing.Allowance;
import gateway.routing.AnswerLengths;
import gateway.routing.Bandit;
import gateway.routing.Choice;
import gateway.routing.Experience;
import gateway.routing.LengthPrior;
import gateway.routing.Lesson;
import gateway.routing.Objective;
import gateway.routing.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The router as it runs in the gateway. */
public final class BanditPlayer implements Player {
    private static final String TENANT = "replay";
    /** The moment of all lessons: in a replay no time passes. */
    public static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private final String name;
    private final Problem problem;
    private final Experience experience;
    private final Bandit bandit;
    private final Objective objective;
    private final Allowance allowance;
    private final double share;
    private final AnswerLengths lengths;

    /**
     * Takes a router that nobody else uses.
     *
     * @param share of its choices that may be explorations
     * @param lengths what is known of answers' lengths beforehand
     */
    public BanditPlayer(
            String name,
            Problem problem,
            Experience experience,
            Bandit bandit,
            Objective objective,
            double share,
            LengthPrior lengths) {
        this.name = name;
        this.problem = problem;
        this.experience = experience;
        this.bandit = bandit;
        this.objective = objective;
        this.allowance = new Allowance();
        this.share = share;
        this.lengths = new AnswerLengths(lengths);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Pick choose(Problem.Asked asked) {
        List<Option> options = new ArrayList<>();
        double content = lengths.content(asked.context());
        for (int model = 0; model < problem.models().size(); model++) {
            String id = problem.models().get(model);
            Problem.PricePair price = problem.prices().get(model);
            double usd = asked.inputTokens() * price.inputUsd() + content * lengths.level(id) * price.outputUsd();
            options.add(new Option(id, id, usd, 0));
        }
        boolean explores = allowance.allows(TENANT, share);
        Choice choice = bandit.choose(asked.context(), options, objective, explores);
        allowance.decided(TENANT, share, choice.explored());
        return new Pick(
                problem.models().indexOf(choice.ranked().getFirst().model()),
                choice.ranked().getFirst().propensity(),
                choice.explored());
    }

    @Override
    public void learn(Problem.Asked asked, int model, Problem.Result result) {
        String id = problem.models().get(model);
        lengths.learn(id, asked.context(), result.outputTokens());
        experience.learn(new Lesson(id, asked.context(), result.reward(), 1, NOW));
    }
}
