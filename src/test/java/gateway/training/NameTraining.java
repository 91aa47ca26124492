package gateway.training;

import gateway.guard.name.NameLearning;
import gateway.guard.name.NameTrials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Fits {@code name-model.gz} to {@code ../shared/data}: own generated requests and presidio-research (MIT), GermEval
 * 2014 (CC BY 4.0), and texts made up from {@code name-templates.txt}; word counts from the guardrail and domain sets.
 * The same data give the same file.
 */
public final class NameTraining {
    private NameTraining() {}

    /**
     * Runs it.
     *
     * @param args optional: the folder of the data, the file to write
     */
    public static void main(String[] args) throws IOException {
        Path data = Path.of(args.length > 0 ? args[0] : "../shared/data");
        Path file = Path.of(args.length > 1 ? args[1] : "src/main/resources/gateway/guard/name-model.gz");
        var learning = new NameLearning(data);
        learning.learn(new NameTrials(data).all());
        try (var out = Files.newOutputStream(file)) {
            learning.write(out);
        }
        System.out.println(file + " " + Files.size(file) + " bytes");
    }
}
