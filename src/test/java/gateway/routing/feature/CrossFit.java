package gateway.routing.feature;

import gateway.model.Call;
import gateway.model.Cancellation;
import gateway.model.Context;
import gateway.model.Dialect;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Request;
import gateway.model.Role;
import gateway.model.Sampling;
import gateway.model.Wishes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

    /** Trains a classifier a fold and looks at all prompts of all sets; takes a minute. */
    public static CrossFit of(Path data) {
        return of(data, TaskTrainer.Options.DEFAULT);
    }

    static CrossFit of(Path data, TaskTrainer.Options options) {
        List<RoutingSet> sets = RoutingSet.all(data);
        List<TaskSample> requests = TaskCorpus.requests(data);
        List<TaskSample> all = new ArrayList<>(requests);
        sets.forEach(set -> all.addAll(TaskCorpus.outcomes(set)));
        int[] folds = Stems.folds(all.stream().map(TaskSample::text).toList(), FOLDS);
        RequestFeatures[] features = new RequestFeatures[FOLDS];
        Arrays.setAll(features, fold -> new RequestFeatures(without(fold, all, folds, options)));
        List<List<Row>> rows = new ArrayList<>();
        int at = requests.size();
        for (RoutingSet set : sets) {
            List<Row> seen = new ArrayList<>();
            for (RoutingSet.Row outcome : set.rows()) {
                int fold = folds[at++];
                Request.Chat chat = chat(outcome.prompt());
                RequestFeatures of = Objects.requireNonNull(features[fold]);
                seen.add(new Row(fold, outcome, of.of(chat, ""), of.raw(chat, "")));
            }
            rows.add(seen);
        }
        return new CrossFit(sets, rows);
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

    private static TaskClassifier without(int fold, List<TaskSample> all, int[] folds, TaskTrainer.Options options) {
        List<TaskSample> others = new ArrayList<>();
        for (int i = 0; i < folds.length; i++) {
            if (folds[i] != fold) {
                others.add(all.get(i));
            }
        }
        return TaskTrainer.train(TaskCorpus.withStems(others), options);
    }

    /** A request that asks this and no more. */
    public static Request.Chat chat(String prompt) {
        return new Request.Chat(
                new Call("row", "none", Dialect.OPENAI, 0, null, Wishes.NONE, Runnable::run, Cancellation.NEVER),
                "auto",
                List.of(new Message(Role.USER, List.of(new Part.Text(prompt)))),
                List.of(),
                null,
                null,
                Sampling.DEFAULT,
                List.of(),
                null,
                null,
                false,
                false,
                Map.of(),
                null);
    }
}
