package gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Attributes are known by their names as in HTTP; whatever else a message brings is dropped. */
class AttributesTest {
    private final Attributes attributes = new Attributes();

    @Test
    void knowsNamesHoweverTheyAreWritten() {
        attributes.put("x_serai_domain", "legal");
        attributes.put("X-Serai-Strict", "true");
        attributes.put("x_HYPHEN_api_HYPHEN_key", "sk");

        assertThat(attributes.all())
                .isEqualTo(Map.of("x-serai-domain", "legal", "x-serai-strict", "true", "x-api-key", "sk"));
    }

    @Test
    void dropsWhatItDoesNotKnow() {
        attributes.put("CamelJmsDestinationName", "elsewhere");
        attributes.put("x-serai-decision", "mine");
        attributes.put("x-serai-domain", null);

        assertThat(attributes.all()).isEmpty();
    }

    @Test
    void overlooksNoDemandThatComesSecond() {
        attributes.put("x-serai-residency", "any");
        attributes.put("x_serai_residency", "eu");

        assertThat(attributes.all()).containsEntry("x-serai-residency", "any, eu");
    }
}
