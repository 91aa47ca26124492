package gateway.routing.feature;

import gateway.model.Context;
import gateway.model.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Contexts of the routing sets' prompts as a router would see prompts that are new to it: each by a classifier that was
 * trained on the other folds of all data, near duplicates left out with it. The same each time.
 */
public final class CrossFit {
    /** How many parts the data are cut into. */
    public static final int FOLDS = 5;

    private final List<RoutingSet> sets;
    private final List<List<Row>> rows;

    /**
     * A prompt as a router sees it.
     *
     * @param fold which part of the data it belongs to
     * @param outcome what models made of it, in the order of the set's models
     * @param raw what the context was made of
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Row(int fold, RoutingSet.Row outcome, Context context, double[] raw) {}

    /**
     * What a prior is made of.
     *
     * @param set the name of the set
     * @param context what a router sees
     * @param rewards how good the answers were, 0 to 1, by model
     */
    public record Lesson(String set, Context context, Map<String, Double> rewards) {}

    private CrossFit(List<RoutingSet> sets, List<List<Row>> rows) {
        this.sets = sets;
        this.rows = rows;
    }

    /** Trains a classifier a fold and looks at all prompts of all sets; takes half a minute. */
    public static CrossFit of(Path data) {
        return of(data, TaskTrainer.Options.DEFAULT);
    }

    static CrossFit of(Path data, TaskTrainer.Options options) {
        Everything all = new Everything(data);
        RequestFeatures[] features = new RequestFeatures[FOLDS];
        Arrays.setAll(features, fold -> all.train(i -> all.folds[i] != fold, options));
        return all.seen((set, at) -> features[all.folds[at]]);
    }

    /**
     * The same, but for each set the classifier has seen nothing of that set, nor near duplicates of its prompts in
     * others: as if the traffic came from elsewhere.
     */
    public static CrossFit acrossSets(Path data) {
        Everything all = new Everything(data);
        RequestFeatures[] features = new RequestFeatures[all.sets.size()];
        Arrays.setAll(features, set -> {
            BitSet known = all.groupsOf(set);
            return all.train(i -> !known.get(all.groups[i]), TaskTrainer.Options.DEFAULT);
        });
        return all.seen((set, at) -> features[set]);
    }

    /** The sets, in order. */
    public List<RoutingSet> sets() {
        return sets;
    }

    /** The rows of a set by its name, in the order of its file. */
    public List<Row> rows(String set) {
        return rows.get(RoutingSet.NAMES.indexOf(set));
    }

    /** All rows of all sets. */
    public List<Lesson> lessons() {
        List<Lesson> lessons = new ArrayList<>();
        for (RoutingSet set : sets) {
            for (Row row : rows(set.name())) {
                Map<String, Double> rewards = new LinkedHashMap<>();
                for (int i = 0; i < set.models().size(); i++) {
                    rewards.put(set.models().get(i).name(), row.outcome().rewards()[i]);
                }
                lessons.add(new Lesson(set.name(), row.context(), rewards));
            }
        }
        return lessons;
    }

    /** The features for a prompt: the number of its set, and its own among all texts. */
    private interface Chooser {
        RequestFeatures choose(int set, int at);
    }

    /** All texts, those of the routing sets last. */
    private static final class Everything {
        private final List<RoutingSet> sets;
        private final List<TaskSample> samples;
        private final int[] begins;
        private final int[] groups;
        private final int[] folds;

        Everything(Path data) {
            sets = RoutingSet.all(data);
            samples = new ArrayList<>(TaskCorpus.requests(data));
            begins = new int[sets.size() + 1];
            for (int set = 0; set < sets.size(); set++) {
                begins[set] = samples.size();
                samples.addAll(TaskCorpus.outcomes(sets.get(set)));
            }
            begins[sets.size()] = samples.size();
            List<String> texts = samples.stream().map(TaskSample::text).toList();
            groups = Stems.groups(texts);
            folds = Stems.folds(texts, groups, FOLDS);
        }

        BitSet groupsOf(int set) {
            BitSet known = new BitSet();
            for (int i = begins[set]; i < begins[set + 1]; i++) {
                known.set(groups[i]);
            }
            return known;
        }

        RequestFeatures train(IntPredicate used, TaskTrainer.Options options) {
            List<TaskSample> chosen = IntStream.range(0, samples.size())
                    .filter(used)
                    .mapToObj(samples::get)
                    .toList();
            return new RequestFeatures(TaskTrainer.train(TaskCorpus.withStems(chosen), options));
        }

        CrossFit seen(Chooser chooser) {
            List<List<Row>> rows = new ArrayList<>();
            for (int set = 0; set < sets.size(); set++) {
                List<Row> seen = new ArrayList<>();
                int at = begins[set];
                for (RoutingSet.Row outcome : sets.get(set).rows()) {
                    RequestFeatures features = chooser.choose(set, at);
                    Request.Chat chat = PlainRequest.of(outcome.prompt());
                    seen.add(new Row(folds[at], outcome, features.of(chat, ""), features.raw(chat, "")));
                    at++;
                }
                rows.add(seen);
            }
            return new CrossFit(sets, rows);
        }
    }
}
