package gateway.guard.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check takes a right number and none that differs from it in the check digit. */
class ChecksumsTest {
    static Arguments[] numbers() {
        return new Arguments[] {
            scheme("4556737586899855", 15, number -> Checksums.luhn(number, 16)),
            scheme("47036815919", 10, Checksums::taxId),
            scheme("65170839J003", 11, Checksums::pension),
            scheme("K739201468", 9, Checksums::health),
            scheme("4782210675", 3, Checksums::svnr),
            scheme("7569204872149", 12, Checksums::ean13),
            scheme("4857773457", 9, Checksums::nhs),
            scheme("L6Z3K8P2T9", 9, number -> Checksums.document(number, 10)),
            scheme("DE89370400440532013000", 3, number -> Checksums.iban(number, 22))
        };
    }

    private static Arguments scheme(String number, int check, Predicate<char[]> valid) {
        return Arguments.of(number, check, valid);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void takesTheRightCheckDigitOnly(String number, int check, Predicate<char[]> valid) {
        assertThat(valid.test(number.toCharArray())).isTrue();

        for (char digit = '0'; digit <= '9'; digit++) {
            char[] other = number.toCharArray();
            other[check] = digit;
            assertThat(valid.test(other)).isEqualTo(digit == number.charAt(check));
        }
    }
}
