package gateway.routing.replay;

import gateway.model.Routing.Candidate;
import gateway.routing.Allowance;
import gateway.routing.Bandit;
import gateway.routing.Choice;
import gateway.routing.Experience;
import gateway.routing.Lesson;
import gateway.routing.Objective;
import gateway.routing.Option;
import gateway.routing.Prior;
import gateway.routing.RoutingListener;
import gateway.routing.Tuning;
import gateway.routing.offpolicy.Round;
import gateway.routing.offpolicy.TargetPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What the router logs while it plays a problem, beside what every model would have made of the same requests. Requests
 * are drawn with replacement, so that the problem's means are the truth.
 *
 * @param rounds as logged
 * @param asked the request of each round
 * @param reference the cost in USD that counts as 1
 */
public record LoggedPlay(Problem problem, List<Round> rounds, List<Problem.Asked> asked, double reference) {
    private static final String TENANT = "drill";
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    public LoggedPlay {
        rounds = List.copyOf(rounds);
        asked = List.copyOf(asked);
    }

    /**
     * Plays.
     *
     * @param random the share of decisions that are drawn
     * @param count of rounds
     */
    public static LoggedPlay of(Problem problem, double costWeight, double random, int count, long seed) {
        Tuning usual = Tuning.USUAL;
        Tuning tuning =
                new Tuning(usual.halfLife(), usual.optimism(), random, usual.levelPrecision(), usual.slopePrecision());
        double reference = problem.referenceUsd();
        var first = problem.requests().getFirst().context();
        Experience experience = new Experience(
                first.version(),
                first.size(),
                tuning,
                model -> Prior.NONE,
                problem.models(),
                () -> BanditPlayer.NOW,
                RoutingListener.NOBODY);
        Bandit bandit = new Bandit(experience, tuning, new Random(seed));
        Objective objective = new Objective("drill", costWeight, 0, reference);
        Allowance allowance = new Allowance();
        Lengths lengths = new Lengths(problem.models().size());
        Random drawn = new Random(seed + 1_000_003);
        List<Round> rounds = new ArrayList<>();
        List<Problem.Asked> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Problem.Asked asked =
                    problem.requests().get(drawn.nextInt(problem.requests().size()));
            List<Option> options = new ArrayList<>();
            for (int model = 0; model < problem.models().size(); model++) {
                String id = problem.models().get(model);
                options.add(new Option(id, id, lengths.usd(problem, asked, model), 0));
            }
            // as the gateway has it, but with room for all that is to be drawn
            double share = Math.max(0.1, 2 * random);
            Choice choice = bandit.choose(asked.context(), options, objective, allowance.allows(TENANT, share));
            allowance.decided(TENANT, share, choice.explored());
            Candidate put = choice.ranked().getFirst();
            int model = problem.models().indexOf(put.model());
            Problem.Result result = asked.results().get(model);
            lengths.see(model, (double) result.outputTokens());
            experience.learn(new Lesson(put.model(), asked.context(), result.reward(), 1, AT));
            rounds.add(new Round(asked.context(), choice.ranked(), outcome(result, costWeight, reference)));
            all.add(asked);
        }
        return new LoggedPlay(problem, rounds, all, reference);
    }

    /** What a policy would really have been worth in all rounds that are open. */
    public double truth(TargetPolicy policy, double costWeight) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < rounds.size(); i++) {
            Round round = rounds.get(i);
            if (!round.isOpen()) {
                continue;
            }
            double[] chances = policy.chances().apply(round);
            for (int j = 0; j < chances.length; j++) {
                int model = problem.models().indexOf(round.candidates().get(j).model());
                sum += chances[j]
                        * outcome(asked.get(i).results().get(model), costWeight, reference)
                                .utility();
            }
            count++;
        }
        return sum / count;
    }

    /** What always choosing a model is worth over all requests of the problem. */
    public static double truth(Problem problem, int model, double costWeight) {
        double reference = problem.referenceUsd();
        return problem.requests().stream()
                .mapToDouble(asked -> outcome(asked.results().get(model), costWeight, reference)
                        .utility())
                .average()
                .orElseThrow();
    }

    private static Round.Outcome outcome(Problem.Result result, double costWeight, double reference) {
        return new Round.Outcome(
                result.reward(), result.usd(), result.reward() - costWeight * result.usd() / reference);
    }

    @Override
    public String toString() {
        return "LoggedPlay[" + rounds.size() + "]";
    }
}
