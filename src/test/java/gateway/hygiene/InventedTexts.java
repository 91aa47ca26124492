package gateway.hygiene;

import gateway.hygiene.Text.Value;
import java.util.ArrayList;
import java.util.List;

/** Texts with personal data of people who do not exist. */
final class InventedTexts {
    private static final List<String> FIRST = List.of("Wilhelmine", "Thaddäus", "Gwendolyn", "Jörgen", "Ottilie");
    private static final List<String> LAST = List.of("Zwetschgenbaum", "Qvortrup", "O'Shaughnessy", "Großmann-Hübsch");
    private static final List<String> STREETS = List.of("Am Wiesengrund", "Kesselflickergasse", "Quarry Lane");

    private InventedTexts() {}

    /** So many, each with a mark of its own. */
    static List<Text> of(int count) {
        List<Text> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = FIRST.get(i % FIRST.size()) + " " + LAST.get(i % LAST.size());
            String street = STREETS.get(i % STREETS.size()) + " " + (100 + i);
            String mail = "w" + i + ".zwetschgenbaum@post-" + i + ".example";
            String phone = "+49 (151) %04d-%03d".formatted(7_000 + i, i % 1_000);
            String account = "DE89 3704 0044 %04d 0130 00".formatted(i);
            String text = "%s lives at \"%s\" and answers to %s or %s.\nAccount: %s; key sk-proj-%s"
                    .formatted(name, street, mail, phone, account, "Ab3".repeat(8) + i);
            texts.add(new Text(
                            text,
                            List.of(
                                    new Value("PERSON", name),
                                    new Value("ADDRESS", street),
                                    new Value("EMAIL", mail),
                                    new Value("PHONE", phone),
                                    new Value("IBAN", account),
                                    new Value("API_KEY", "sk-proj-" + "Ab3".repeat(8) + i)))
                    .marked(i));
        }
        return texts;
    }
}
