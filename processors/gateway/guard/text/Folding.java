package gateway.guard.text;

/** Whole texts as the models read them. */
final class Folding {
    private Folding() {}

    /** The words of a text, folded, with a blank between two. */
    static String words(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        WordReader reader = new WordReader((chars, length, gap, caps) -> {
            if (!folded.isEmpty()) {
                folded.append(' ');
            }
            folded.append(chars, 0, length);
        });
        reader.add(text);
        reader.end();
        return folded.toString();
    }
}
