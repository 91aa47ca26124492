package gateway.routing.offpolicy;

import gateway.routing.replay.LoggedPlay;
import gateway.routing.replay.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Off-policy estimates of utility beside the truth, over many logs of the same problem. */
public final class TruthReport {
    private TruthReport() {}

    /**
     * How good a method's estimates are.
     *
     * @param error root of the mean squared error
     * @param coverage share of 95 % intervals that hold the truth
     * @param count of estimates
     */
    public record Quality(double error, double coverage, int count) {}

    /** An estimate beside the truth. */
    private record Try(Estimate estimate, double truth) {}

    /** What kind of policies. */
    public enum Kind {
        STATIC_SOUND,
        STATIC_FEW,
        GREEDY,
        UNIFORM
    }

    /** All estimates of one kind of policy and one method. */
    public record Judged(Kind kind, Method method, Quality quality) {}

    /** Plays the logs and judges all policies. */
    public static List<Judged> of(Problem problem, double costWeight, double random, int rounds, int seeds) {
        List<Scored> scored = IntStream.range(0, seeds)
                .parallel()
                .mapToObj(seed -> scored(problem, costWeight, random, rounds, seed))
                .flatMap(List::stream)
                .toList();
        List<Judged> judged = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Method method : Method.values()) {
                List<Try> tries = scored.stream()
                        .filter(each -> each.kind() == kind)
                        .map(each -> new Try(each.value().of(method, Measure.UTILITY), each.truth()))
                        .toList();
                judged.add(new Judged(kind, method, quality(tries)));
            }
        }
        return judged;
    }

    /** One line a kind: error and coverage of each method. */
    public static String row(String name, Kind kind, List<Judged> all) {
        StringBuilder row = new StringBuilder("| ").append(name).append(" | ");
        for (Judged each : all) {
            if (each.kind() == kind) {
                if (each.method() == Method.IPS) {
                    row.append(each.quality().count()).append(" | ");
                }
                row.append(String.format(
                        Locale.ROOT,
                        "%.3f, %.0f %% | ",
                        each.quality().error(),
                        100 * each.quality().coverage()));
            }
        }
        return row.toString().strip() + "\n";
    }

    private record Scored(Kind kind, PolicyValue value, double truth) {}

    private static List<Scored> scored(Problem problem, double costWeight, double random, int rounds, long seed) {
        LoggedPlay play = LoggedPlay.of(problem, costWeight, random, rounds, seed);
        OffPolicy judge = new OffPolicy(play.rounds());
        List<Scored> scored = new ArrayList<>();
        for (int model = 0; model < problem.models().size(); model++) {
            PolicyValue value = judge.value(TargetPolicy.always(problem.models().get(model)));
            scored.add(new Scored(
                    value.isSound() ? Kind.STATIC_SOUND : Kind.STATIC_FEW,
                    value,
                    LoggedPlay.truth(problem, model, costWeight)));
        }
        for (double other : List.of(0.0, 0.5)) {
            TargetPolicy greedy = TargetPolicy.greedy(other);
            scored.add(new Scored(Kind.GREEDY, judge.value(greedy), play.truth(greedy, costWeight)));
        }
        TargetPolicy uniform = TargetPolicy.uniform();
        scored.add(new Scored(Kind.UNIFORM, judge.value(uniform), play.truth(uniform, costWeight)));
        return scored;
    }

    private static Quality quality(List<Try> tries) {
        double squares = 0;
        int covered = 0;
        int count = 0;
        for (Try each : tries) {
            if (Double.isNaN(each.estimate().value())) {
                continue;
            }
            double miss = each.estimate().value() - each.truth();
            squares += miss * miss;
            covered += each.estimate().covers(each.truth()) ? 1 : 0;
            count++;
        }
        return new Quality(Math.sqrt(squares / count), (double) covered / count, count);
    }
}
