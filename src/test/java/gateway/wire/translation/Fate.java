package gateway.wire.translation;

/** What becomes of a field. */
enum Fate {
    SAME("same"),
    TRANSLATED("translated"),
    /** Something of it is told as lost, and something arrives. */
    PARTLY("in part"),
    /** Told as lost in {@code x-serai-translation}; refused in strict mode. */
    DROPPED("dropped"),
    REFUSED("refused"),
    /** It makes no difference, and nothing is told. */
    SILENT("no need");

    private final String word;

    Fate(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
