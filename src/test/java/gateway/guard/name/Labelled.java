package gateway.guard.name;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A text whose names and addresses are known.
 *
 * @param text the text
 * @param spans what is labelled in it, in order
 * @param language de or en
 * @param set where it is from
 * @param group texts of one template share it
 */
public record Labelled(String text, List<Span> spans, String language, String set, String group) {
    private static final Set<String> TITLES = Set.of("Mr.", "Mrs.", "Ms.", "Miss", "Mr", "Mrs", "Ms", "Dr.", "Dr");

    /**
     * A labelled stretch.
     *
     * @param start its first char
     * @param end the char after its last
     * @param type such as PERSON
     */
    public record Span(int start, int end, String type) {}

    /** With places in an address as parts of it, postcodes as addresses and titles as nothing. */
    Labelled forTraining() {
        var writer = new Writer();
        int at = 0;
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            if (span.start() >= at) {
                writer.plain(text.substring(at, span.start()));
                writer.labelled(text.substring(span.start(), span.end()), trainingType(i));
                at = span.end();
            }
        }
        writer.plain(text.substring(at));
        return writer.done(language, set, group);
    }

    private String trainingType(int i) {
        Span span = spans.get(i);
        if (span.type().equals("ZIP_CODE")) {
            return "ADDRESS";
        }
        if (span.type().equals("PERSON") && TITLES.contains(text.substring(span.start(), span.end()))) {
            return "TITLE";
        }
        boolean place = span.type().equals("LOCATION") || span.type().equals("GPE");
        return place && (inAddress(i - 1, span) || inAddress(i + 1, span)) ? "ADDRESS" : span.type();
    }

    private boolean inAddress(int i, Span place) {
        if (i < 0 || i >= spans.size() || !spans.get(i).type().equals("ADDRESS")) {
            return false;
        }
        Span address = spans.get(i);
        Span later = address.start() > place.start() ? address : place;
        return joins(text, Math.min(address.end(), place.end()), new Span(later.start(), later.end(), "ADDRESS"));
    }

    /** Parts of an address with only blanks and commas between them are one, parts of a name with one blank as well. */
    static List<Span> joined(CharSequence text, List<Span> parts) {
        List<Span> joined = new ArrayList<>();
        for (Span part : parts) {
            Span last = joined.isEmpty() ? part : joined.getLast();
            boolean one = !joined.isEmpty() && last.type().equals(part.type()) && joins(text, last.end(), part);
            if (one) {
                joined.removeLast();
            }
            joined.add(one ? new Span(last.start(), part.end(), part.type()) : part);
        }
        return List.copyOf(joined);
    }

    private static boolean joins(CharSequence text, int end, Span part) {
        if (part.start() - end > 4) {
            return false;
        }
        String between = text.subSequence(end, part.start()).toString();
        return part.type().equals("PERSON")
                ? between.equals(" ")
                : between.isBlank() || between.strip().equals(",");
    }

    /** Builds a text and remembers where labelled parts stand in it. */
    static final class Writer {
        private final StringBuilder text = new StringBuilder();
        private final List<Span> spans = new ArrayList<>();

        void plain(CharSequence part) {
            text.append(part);
        }

        void labelled(CharSequence part, String type) {
            int start = text.length();
            text.append(part);
            if (!part.isEmpty()) {
                spans.add(new Span(start, text.length(), type));
            }
        }

        Labelled done(String language, String set, String group) {
            return new Labelled(text.toString(), joined(text, spans), language, set, group);
        }
    }
}
