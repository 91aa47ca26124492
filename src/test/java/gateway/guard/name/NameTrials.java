package gateway.guard.name;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Trains without a part of the data and counts on that part. */
public final class NameTrials {
    /** Head of the table of {@link NameFigures#rows}. */
    public static final String HEAD = """
            | tested on | kind | language | labelled | covered | exact | touched | precision | with places |
            |---|---|---|---:|---:|---:|---:|---:|---:|
            """;

    private static final int FOLDS = 3;

    private final Path data;
    private final List<Labelled> all = new ArrayList<>();

    /** Reads the sets. */
    public NameTrials(Path data) throws IOException {
        this.data = data;
        for (String set : List.of("requests", "presidio_synth", "germeval2014")) {
            all.addAll(Corpus.pii(data, set));
        }
    }

    /** Everything there is to learn from. */
    public List<Labelled> all() {
        return all;
    }

    /** Rows for the templates of all sets, a third left out at a time; sets apart. */
    public String folds(List<Float> biases, Path notes) throws IOException {
        Map<String, Integer> fold = new HashMap<>();
        for (Labelled text : all) {
            fold.computeIfAbsent(text.group(), group -> Math.floorMod((group.hashCode() * 0x9E3779B1) >>> 7, FOLDS));
        }
        Map<String, NameFigures> figures = new TreeMap<>();
        for (int k = 0; k < FOLDS; k++) {
            int held = k;
            var learning = new NameLearning(data);
            learning.learn(all.stream()
                    .filter(text -> fold.getOrDefault(text.group(), 0) != held)
                    .toList());
            for (float bias : biases) {
                NameScanner scanner = learning.scanner(bias);
                for (Labelled text : all) {
                    if (fold.getOrDefault(text.group(), 0) == held) {
                        figures.computeIfAbsent(text.set() + ", other templates, bias " + bias, s -> new NameFigures())
                                .add(text, scanner);
                    }
                }
            }
        }
        var out = new StringBuilder();
        for (var entry : figures.entrySet()) {
            out.append(entry.getValue().rows(entry.getKey()));
            note(notes.resolve("folds " + entry.getKey() + ".txt"), entry.getValue());
        }
        return out.toString();
    }

    /** Rows for a set that was left out whole, whatever else is of its templates too. */
    public String without(String set, List<Float> biases, Path notes) throws IOException {
        Predicate<Labelled> tested = switch (set) {
            case "requests" -> text -> text.set().equals("requests");
            case "presidio" -> text -> text.set().contains("presidio");
            default -> text -> text.set().equals(set);
        };
        var learning = new NameLearning(data);
        learning.learn(all.stream().filter(tested.negate()).toList());
        var out = new StringBuilder();
        for (float bias : biases) {
            String name = set + ", not trained on, bias " + bias;
            var figures = new NameFigures();
            NameScanner scanner = learning.scanner(bias);
            all.stream().filter(tested).forEach(text -> figures.add(text, scanner));
            out.append(figures.rows(name));
            note(notes.resolve(name + ".txt"), figures);
        }
        return out.toString();
    }

    private static void note(Path file, NameFigures figures) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        List<String> lines =
                new ArrayList<>(figures.misses().stream().map(l -> "MISS " + l).toList());
        lines.addAll(figures.errors().stream().map(l -> "FALSE " + l).toList());
        Files.write(file, lines);
    }
}
