package gateway.wire.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.model.Media;
import gateway.model.Part;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import org.junit.jupiter.api.Test;

class BedrockMediaTest {
    private final BedrockMedia media = new BedrockMedia();

    @Test
    void refusesAnImageByUrl() {
        Part.Image image = new Part.Image(new Media("image/png", null, "https://example.org/a.png"), null);

        assertThatThrownBy(() -> media.image(image))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        thrown -> assertThat(thrown.refusal())
                                .isEqualTo(new Refusal.UnsupportedFeature(
                                        "this model takes no image by URL: send its bytes in base64")));
    }

    @Test
    void refusesAnImageInAFormatThatBedrockDoesNotTake() {
        Part.Image image = new Part.Image(new Media("image/tiff", "aW1n", null), null);

        assertThatThrownBy(() -> media.image(image))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        thrown -> assertThat(thrown.refusal()).isInstanceOf(Refusal.UnsupportedFeature.class));
    }

    @Test
    void refusesWhatIsNoBase64() {
        Part.Image image = new Part.Image(new Media("image/png", "%%%", null), null);

        assertThatThrownBy(() -> media.image(image))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        thrown -> assertThat(thrown.refusal()).isInstanceOf(Refusal.Malformed.class));
    }

    @Test
    void givesDocumentsOfTheSameNameDifferentOnes() {
        Part.Document document = new Part.Document(new Media("text/csv", "YSxi", null), "my   data_1");

        String first = media.document(document).name();
        String second = media.document(document).name();

        assertThat(first).isEqualTo("my data-1");
        assertThat(second).isEqualTo("my data-1 (2)");
    }
}
