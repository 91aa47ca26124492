package gateway.routing.feature;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Trains the model of tasks and writes it: {@code TaskTraining <data folder> <resource folder>}. */
public final class TaskTraining {
    private TaskTraining() {}

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        List<TaskSample> samples = new ArrayList<>(TaskCorpus.requests(data));
        RoutingSet.all(data).forEach(set -> samples.addAll(TaskCorpus.outcomes(set)));
        try (OutputStream out = Files.newOutputStream(folder.resolve("tasks.model"))) {
            TaskTrainer.train(TaskCorpus.withStems(samples), TaskTrainer.Options.DEFAULT)
                    .write(out);
        }
    }
}
