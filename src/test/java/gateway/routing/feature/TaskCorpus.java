package gateway.routing.feature;

import gateway.guard.text.Sample;
import gateway.training.Corpus;
import gateway.training.Templates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** All texts to learn tasks from, those of the routing sets with what the models made of them. */
final class TaskCorpus {
    private static final double STEM_SHARE = 0.5;

    private TaskCorpus() {}

    /** Texts without outcomes: requests of many kinds, examination questions and what was drawn from templates. */
    static List<TaskSample> requests(Path data) {
        Corpus corpus = new Corpus(data);
        List<TaskSample> samples = new ArrayList<>();
        for (Sample prompt : corpus.prompts()) {
            Task task = prompt.label() == 0 ? TaskLabels.ofPrompt(prompt.category(), prompt.text()) : null;
            if (task != null) {
                samples.add(new TaskSample(prompt.text(), task, 1));
            }
        }
        for (Sample text : corpus.domains()) {
            Task task = ofDomain(text);
            if (task != null) {
                samples.add(new TaskSample(text.text(), task, 0.5));
            }
        }
        for (Sample drawn : Templates.draw("task-phrases.txt", new Random(17), category -> 0)) {
            samples.add(new TaskSample(drawn.text(), Objects.requireNonNull(TaskLabels.named(drawn.category())), 0.5));
        }
        return samples;
    }

    /** The prompts of a routing set, in order. */
    static List<TaskSample> outcomes(RoutingSet set) {
        double mean = set.rows().stream()
                .mapToDouble(RoutingSet.Row::meanReward)
                .average()
                .orElse(0);
        return set.rows().stream()
                .map(row -> new TaskSample(row.prompt(), TaskLabels.of(row.subject()), row.meanReward() - mean, 1))
                .toList();
    }

    /** With each question also once without its options, so that not the form of an examination is learnt. */
    static List<TaskSample> withStems(List<TaskSample> samples) {
        List<TaskSample> all = new ArrayList<>();
        for (TaskSample sample : samples) {
            String stem = Stems.of(sample.text());
            if (stem.length() == sample.text().length()) {
                all.add(sample);
            } else {
                all.add(sample.with(sample.text(), 1 - STEM_SHARE));
                all.add(sample.with(stem, STEM_SHARE));
            }
        }
        return balanced(all);
    }

    /** A task counts by the square root of its number of texts. */
    private static List<TaskSample> balanced(List<TaskSample> samples) {
        Map<Task, Double> sums = new HashMap<>();
        samples.forEach(s -> {
            if (s.task() != null) {
                sums.merge(s.task(), s.weight(), Double::sum);
            }
        });
        double root =
                Math.sqrt(sums.values().stream().mapToDouble(x -> x).average().orElse(1));
        return samples.stream()
                .map(s -> s.task() == null
                        ? s
                        : s.with(s.text(), Math.min(3, root / Math.sqrt(sums.getOrDefault(s.task(), 1.0)))))
                .toList();
    }

    private static Task ofDomain(Sample text) {
        Task subject = TaskLabels.of(text.category());
        if (subject != null) {
            return subject;
        }
        return switch (text.label()) {
            case 1 -> text.lang().equals("de") ? Task.READING : Task.LAW;
            case 2 -> text.lang().equals("de") ? Task.READING : Task.HEALTH;
            default -> Objects.requireNonNullElse(TaskLabels.ofPrompt(text.category(), text.text()), Task.READING);
        };
    }
}
