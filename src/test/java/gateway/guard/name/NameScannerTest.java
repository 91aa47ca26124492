package gateway.guard.name;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.guard.Finding;
import gateway.model.PiiKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and addresses in the places where people write them. */
class NameScannerTest {
    private static final NameScanner SCANNER = NameScanner.create();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Guten Abend, mein Name ist Annegret Wolkenhauer und ich habe eine Frage. | Annegret Wolkenhauer",
                "Sehr geehrter Herr Dr. Ostermann, vielen Dank. | Ostermann",
                "Please call Mr. Featherstone before noon. | Featherstone",
                "The tenant, Priya Raghunathan, has not paid since March. | Priya Raghunathan",
                "Unser neuer Kollege Mehmet Karagöz fängt am Montag an. | Mehmet Karagöz",
                "{\"id\": 7, \"name\": \"Ludmila Petrova\", \"plan\": \"basic\"} | Ludmila Petrova",
                "<contact><name>Gerlinde Aschauer</name></contact> | Gerlinde Aschauer",
                "Name: Kroeckert, Hannelore | Kroeckert, Hannelore",
                "https://portal.example.org/find?name=J%C3%BCrgen%20Behrens&page=3 | J%C3%BCrgen%20Behrens",
                "https://portal.example.org/find?firstname=Louise&sort=asc | Louise",
                "{\"arguments\":\"{\\\"name\\\":\\\"Xaver Hinterhuber\\\"}\"} | Xaver Hinterhuber",
                "{\"name\":\"J\\u00fcrgen Behrens\"} | J\\u00fcrgen Behrens",
                "Mit freundlichen Grüßen, A. Wiesinger | A. Wiesinger",
                "Zeuge: Jan-Peter van der Meulen | Jan-Peter van der Meulen",
            })
    void findsPeople(String text, String name) {
        assertThat(covered(text, PiiKind.PERSON)).anyMatch(found -> found.contains(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ich wohne in der Kastanienallee 17, 99084 Erfurt und ziehe bald um. | Kastanienallee 17, 99084 Erfurt",
                "Please deliver it to 52 Thornbury Lane, Leeds LS6 2AB tomorrow. | 52 Thornbury Lane, Leeds LS6 2AB",
                "My address is 1408 Sycamore Drive, Boulder, CO 80302. | 1408 Sycamore Drive, Boulder, CO 80302",
                "Anschrift: Dr.-Ernst-Huber-Str. 4a, 8010 Graz | Dr.-Ernst-Huber-Str. 4a, 8010 Graz",
            })
    void findsAddresses(String text, String address) {
        assertThat(covered(text, PiiKind.ADDRESS)).anyMatch(found -> found.contains(address));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sehr geehrte Damen und Herren, bitte senden Sie mir ein Angebot für die Wartung der Heizung.",
                "Erkläre den Unterschied zwischen der Alzheimer-Krankheit und Parkinson.",
                "Wie lange dauert die Fahrt von Hamburg nach München mit dem Zug?",
                "Please write a short summary of the quarterly report for the board.",
                "Der Kaufvertrag ist nach der Rechtsprechung unwirksam, wenn die Beurkundung fehlt.",
                "Convert 25 kilometres to miles and round to two digits.",
                "select count(*) from orders where status = 'open' group by region",
            })
    void leavesOtherTextAlone(String text) {
        assertThat(SCANNER.scan(text)).isEmpty();
    }

    @Test
    void findsTheColumnOfNamesInATable() {
        String text = "kunde;menge;preis\nIrmgard Feldkamp;3;9,90\nTadeusz Wojciechowski;1;4,50\n";

        assertThat(covered(text, PiiKind.PERSON)).contains("Irmgard Feldkamp", "Tadeusz Wojciechowski");
    }

    @Test
    void findsAnAddressOverTwoLines() {
        String text = "Versand an:\nGisela Brandstetter\nAmselweg 8\n34117 Kassel\n";

        assertThat(covered(text, PiiKind.ADDRESS)).containsExactly("Amselweg 8\n34117 Kassel");
    }

    @Test
    void findsALaterMentionOfAName() {
        String text = "Frau Editha Brzezinska rief an. Wir haben lange gesprochen, danach hat Brzezinska aufgelegt.";

        assertThat(covered(text, PiiKind.PERSON)).hasSize(2).last().isEqualTo("Brzezinska");
    }

    @Test
    void findsLessWithMoreBias() {
        String text = "Name: Gerlinde Aschauer";

        assertThat(SCANNER.scan(text)).isNotEmpty();
        assertThat(NameScanner.create(1_000f).scan(text)).isEmpty();
    }

    @Test
    void findsNothingInNothing() {
        assertThat(SCANNER.scan("")).isEmpty();
        assertThat(SCANNER.scan(" \n\t")).isEmpty();
    }

    private static List<String> covered(String text, PiiKind kind) {
        return SCANNER.scan(text).stream()
                .filter(finding -> finding.kind() == kind)
                .map((Finding finding) -> text.substring(finding.start(), finding.end()))
                .toList();
    }
}
