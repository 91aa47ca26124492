package gateway.guard.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearDomainClassifierTest {
    private static final LinearDomainClassifier CLASSIFIER = new LinearDomainClassifier();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "legal | My landlord wants to keep my deposit after the lease ended. Can I sue him?",
                "legal | Mein Chef hat mir fristlos gekündigt. Bis wann muss ich Klage beim Arbeitsgericht erheben?",
                "medical | Can I take ibuprofen when I am on blood thinners?",
                "medical | Seit der Operation habe ich Fieber und die Wunde ist gerötet. Soll ich zum Arzt?",
                "general | Write a Python function that reverses a list.",
                "general | Plane eine Reise nach Rom für drei Tage mit Kindern."
            })
    void tellsTheDomain(String domain, String text) {
        assertThat(CLASSIFIER.guess(text).domain()).isEqualTo(domain);
        assertThat(CLASSIFIER.guess(text).probability()).isBetween(1.0 / 3, 1.0);
    }
}
