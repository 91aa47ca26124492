package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    @Test
    void endsEveryLineAsTheStandardSays() {
        CsvTable table = new CsvTable(List.of("name", "calls"));
        table.add(List.of("demo", "12"));
        table.add(List.of("", "0"));

        assertThat(table.text()).isEqualTo("name,calls\r\ndemo,12\r\n,0\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,b|\"a,b\"",
                "say \"hi\"|\"say \"\"hi\"\"\"",
                "`a\nb`|`\"a\nb\"`",
                "`a\r\nb`|`\"a\r\nb\"`",
                "org/model:1 x|org/model:1 x",
                "2026-11-24|2026-11-24"
            })
    void quotesWhatWouldEndACell(String value, String cell) {
        assertThat(new CsvTable(List.of(value)).text()).isEqualTo(cell + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=HYPERLINK(\"http://x\",\"y\")"})
    void givesASpreadsheetNothingToCalculate(String value) {
        String cell = new CsvTable(List.of(value)).text();

        assertThat(cell.replaceFirst("^\"", "")).startsWith("'" + value.charAt(0));
    }

    @Test
    void givesASpreadsheetNothingToCalculateAfterTheEndOfALine() {
        assertThat(new CsvTable(List.of("\r=1")).text()).isEqualTo("\"'\r=1\"\r\n");
    }
}
