package gateway.routing.evaluation;

import gateway.routing.prior.Priors;
import gateway.routing.replay.FixedPlayer;
import gateway.routing.replay.Problem;
import gateway.routing.replay.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Lets all contestants play a set once through under each cost weight and seed, with feedback on every choice. The same
 * each time.
 */
final class Contest {
    /** Points of a curve. */
    private static final int POINTS = 160;

    private Contest() {}

    /**
     * What came of it.
     *
     * @param problem the set
     * @param singles what each model makes of all requests
     * @param rounds one a cost weight
     */
    record Result(Problem problem, List<Frontier.At> singles, List<Weighed> rounds) {
        Result {
            singles = List.copyOf(singles);
            rounds = List.copyOf(rounds);
        }

        @Override
        public String toString() {
            return "Result[" + rounds.size() + " cost weights]";
        }
    }

    /**
     * All players under one cost weight.
     *
     * @param best the best single model in hindsight
     * @param bestUtility its mean utility
     * @param oracle the best model for each request
     * @param oracleUtility its mean utility
     */
    record Weighed(
            double costWeight,
            String best,
            double bestUtility,
            Frontier.At oracle,
            double oracleUtility,
            List<Standing> standings) {
        Weighed {
            standings = List.copyOf(standings);
        }
    }

    /**
     * A player's results over all seeds.
     *
     * @param explored mean share of explorations
     * @param regret mean regret against the best single model, by requests played
     */
    record Standing(
            String name, Spread quality, Spread usd, Spread utility, double explored, List<Series.Point> regret) {
        Standing {
            regret = List.copyOf(regret);
        }
    }

    /** Plays, and tells how far it is. */
    static Result play(Problem problem, Priors priors, Terms terms, Consumer<String> progress) {
        List<Frontier.At> singles = IntStream.range(0, problem.models().size())
                .mapToObj(model -> single(problem, model))
                .toList();
        List<Weighed> rounds = new ArrayList<>();
        for (double weight : terms.costWeights()) {
            List<Standing> standings = new ArrayList<>();
            for (Contestant contestant : Contestant.of(problem, priors, terms.share())) {
                standings.add(standing(problem, contestant, weight, terms.seeds()));
            }
            rounds.add(weighed(problem, singles, weight, standings));
            progress.accept(problem.name() + ", cost weight " + weight + ": played");
        }
        return new Result(problem, singles, rounds);
    }

    private static Standing standing(Problem problem, Contestant contestant, double weight, int seeds) {
        // each seed by itself, so that the order in which they end does not matter
        List<Replay.Run> runs = IntStream.range(0, seeds)
                .parallel()
                .mapToObj(seed -> Replay.play(
                        problem,
                        Replay.order(problem, seed),
                        contestant.player().of(problem, weight, seed + 1L),
                        weight,
                        1,
                        seed))
                .toList();
        return new Standing(
                contestant.name(),
                Spread.of(runs.stream().mapToDouble(Replay.Run::quality).toArray()),
                Spread.of(runs.stream().mapToDouble(Replay.Run::usd).toArray()),
                Spread.of(runs.stream().mapToDouble(Replay.Run::utility).toArray()),
                runs.stream().mapToDouble(Replay.Run::explored).average().orElse(0),
                curve(runs));
    }

    private static List<Series.Point> curve(List<Replay.Run> runs) {
        int length = runs.getFirst().regret().size();
        List<Series.Point> curve = new ArrayList<>();
        int before = 0;
        for (int i = 1; i <= POINTS; i++) {
            int played = (int) ((long) length * i / POINTS);
            if (played == before) {
                continue;
            }
            before = played;
            double sum = 0;
            for (Replay.Run run : runs) {
                sum += run.regret().get(played - 1);
            }
            curve.add(new Series.Point(played, sum / runs.size(), ""));
        }
        return curve;
    }

    private static Frontier.At single(Problem problem, int model) {
        double usd = 0;
        double quality = 0;
        for (Problem.Asked asked : problem.requests()) {
            usd += asked.results().get(model).usd();
            quality += asked.results().get(model).reward();
        }
        int n = problem.requests().size();
        return new Frontier.At(usd / n, quality / n);
    }

    private static Weighed weighed(
            Problem problem, List<Frontier.At> singles, double weight, List<Standing> standings) {
        double reference = problem.referenceUsd();
        int best = FixedPlayer.best(problem, weight).model();
        double usd = 0;
        double quality = 0;
        for (Problem.Asked asked : problem.requests()) {
            Problem.Result most = asked.results().getFirst();
            for (Problem.Result each : asked.results()) {
                double more = each.reward() - most.reward() - weight * (each.usd() - most.usd()) / reference;
                if (more > 0 || (more == 0 && each.usd() < most.usd())) {
                    most = each;
                }
            }
            usd += most.usd();
            quality += most.reward();
        }
        int n = problem.requests().size();
        return new Weighed(
                weight,
                problem.models().get(best),
                singles.get(best).quality() - weight * singles.get(best).usd() / reference,
                new Frontier.At(usd / n, quality / n),
                (quality - weight * usd / reference) / n,
                standings);
    }
}
