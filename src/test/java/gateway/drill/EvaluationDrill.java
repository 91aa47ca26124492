package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.guard.eval.GuardrailEvaluation;
import gateway.guard.eval.PiiEvaluation;
import gateway.guard.local.ShippedEngine;
import gateway.model.PiiKind;
import gateway.training.NameEvaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the local guardrails find and miss, on the evaluation data: {@code ./serai bench guardrails}. Personal data by
 * the engine as it is shipped; names, attacks, toxicity and domains by models that have not seen what they are judged
 * on.
 */
class EvaluationDrill {
    private static final Path DATA = Path.of("..", "shared", "data");
    private static final Path WORK = Path.of("target", "evaluation");

    @Test
    void tellsWhatPersonalDataIsFound() throws IOException {
        assertThat(DATA).as("the evaluation data").isDirectory();
        for (String set : List.of("requests", "presidio_synth", "presidio_unit", "germeval2014")) {
            Report.line("### " + set);
            Report.line(PiiEvaluation.judge(
                    ShippedEngine.get().pii(),
                    EnumSet.allOf(PiiKind.class),
                    List.of(DATA.resolve("pii").resolve(set + ".dev.jsonl.gz")),
                    WORK.resolve("missed-" + set + ".txt")));
        }
    }

    @Test
    void tellsWhatNamesAreFoundInTextsThatWereNotTrainedOn() throws IOException {
        NameEvaluation.main(new String[] {DATA.toString()});
    }

    @Test
    void tellsWhatAttacksToxicityAndDomainsAreTold() throws IOException {
        GuardrailEvaluation.main(
                new String[] {DATA.toString(), Files.createDirectories(WORK).toString()});
    }
}
