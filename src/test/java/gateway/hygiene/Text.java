package gateway.hygiene;

import java.util.List;

/**
 * A text with personal data.
 *
 * @param text what is sent
 * @param values what must not be found anywhere
 */
public record Text(String text, List<Value> values) {
    public Text {
        values = List.copyOf(values);
    }

    /**
     * A stretch of the text.
     *
     * @param kind of personal data
     * @param value as it stands in the text
     */
    public record Value(String kind, String value) {}

    /** This text with a word and a number that no other text has, and that look like nothing in particular. */
    public Text marked(int number) {
        String word = word(number);
        String digits = "77" + "%010d".formatted(number * 7_919L);
        List<Value> all = new java.util.ArrayList<>(values);
        all.add(new Value("CANARY", word));
        all.add(new Value("CANARY", digits));
        return new Text(text + " " + word + " " + digits, all);
    }

    /** The word of its own. */
    public String canary() {
        return values.stream()
                .filter(value -> value.kind().equals("CANARY"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static String word(int number) {
        StringBuilder word = new StringBuilder("Zwq");
        for (int left = number, i = 0; i < 5; i++, left /= 20) {
            word.append("bcdfghjklmnprstvwxyz".charAt(left % 20)).append("aeiou".charAt((left + i) % 5));
        }
        return word.toString();
    }
}
