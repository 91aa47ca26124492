package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.routing.feature.TaskTraining;
import gateway.routing.prior.PriorTraining;
import gateway.training.AttackTraining;
import gateway.training.DomainTraining;
import gateway.training.NameTraining;
import gateway.training.ToxicityTraining;
import gateway.training.VocabularyTraining;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Trains the models of guardrails and routing anew from the evaluation data, the same ones each time: {@code ./serai
 * drill training}.
 */
class TrainingDrill {
    private static final Path DATA = Path.of("..", "shared", "data");
    private static final Path RESOURCES = Path.of("src", "main", "resources", "gateway");
    private static final Path MODELS = RESOURCES.resolve("guard");

    @Test
    void writesAllModels() throws IOException {
        assertThat(DATA).as("the evaluation data").isDirectory();
        String[] both = {DATA.toString(), MODELS.toString()};
        VocabularyTraining.main(both);
        AttackTraining.main(both);
        ToxicityTraining.main(both);
        DomainTraining.main(both);
        NameTraining.main(
                new String[] {DATA.toString(), MODELS.resolve("name-model.gz").toString()});
        String[] routing = {DATA.toString(), RESOURCES.resolve("routing").toString()};
        TaskTraining.main(routing);
        PriorTraining.main(routing);
    }
}
