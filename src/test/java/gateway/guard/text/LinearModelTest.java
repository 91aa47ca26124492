package gateway.guard.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class LinearModelTest {
    private static final int HEADS = 2;

    @Test
    void keepsWhatWasWritten() throws IOException {
        LinearModel model = model();
        ByteArrayOutputStream file = new ByteArrayOutputStream();

        model.write(file);
        LinearModel again = LinearModel.read(file.toByteArray());

        assertThat(again.heads()).isEqualTo(HEADS);
        assertThat(again.labels()).isEqualTo(2);
        assertThat(again.weight(7, 1) * again.scale(1)).isCloseTo(0.5F, within(0.01F));
        double[] inputs = {1, 2, 3, 4, 5, 6, 7, 1};
        assertThat(again.probabilities(inputs)).isEqualTo(model.probabilities(inputs));
    }

    @Test
    void makesProbabilitiesOfLogits() {
        double[] probabilities = model().probabilities(new double[] {2, 0, 0, 0, 0, 0, 0, 1});

        assertThat(probabilities[1]).isCloseTo(1 / (1 + Math.exp(-(2 * 0.5 - 1))), within(1e-9));
        assertThat(probabilities[0] + probabilities[1]).isCloseTo(1, within(1e-9));
    }

    @Test
    void refusesWhatIsNoModel() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(file)) {
            out.write("some other file".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        assertThatThrownBy(() -> LinearModel.read(file.toByteArray())).hasMessage("not a model");
    }

    private static LinearModel model() {
        float[] weights = new float[HEADS << NgramFeatures.BITS];
        weights[7 * HEADS + 1] = 0.5F;
        weights[9 * HEADS + 1] = -1;
        return new LinearModel(weights, HEADS, new float[] {0.5F, 0, 0, 0, 0, 0, 0, -1}, true);
    }
}
