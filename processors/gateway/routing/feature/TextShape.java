package gateway.routing.feature;

/** Measures what a survey has counted in a text. */
final class TextShape {
    private static final double FEW = 20;

    private TextShape() {}

    /**
     * Sets the features of the text.
     *
     * @param characters of the whole text, of which the survey may have read a part
     * @param raw numbers of all features
     */
    static void measure(TextSurvey survey, long characters, double[] raw) {
        int read = survey.characters();
        double whole = read == 0 ? 1 : (double) characters / read;
        set(raw, Feature.LENGTH, Math.log1p((double) characters));
        set(raw, Feature.WORDS, Math.log1p(survey.words() * whole));
        set(raw, Feature.LINES, Math.log1p((survey.count(CharKind.NEWLINE) + 1) * whole));
        set(
                raw,
                Feature.WORD_LENGTH,
                survey.words() == 0 ? Feature.WORD_LENGTH.mean() : (double) survey.wordLetters() / survey.words());
        set(raw, Feature.DIGITS, survey.count(CharKind.DIGIT) / (read + FEW));
        set(raw, Feature.UPPER, survey.count(CharKind.UPPER) / (read + FEW));
        set(raw, Feature.PUNCTUATION, survey.count(CharKind.PUNCTUATION) / (read + FEW));
        set(raw, Feature.SIGNS, survey.count(CharKind.MATHS) / (read + FEW));
        set(raw, Feature.BRACKETS, survey.count(CharKind.BRACKET) / (read + FEW));
        set(raw, Feature.QUESTIONS, Math.log1p(survey.questions()));
        set(raw, Feature.STOPS, Math.log1p(survey.stops()));
        set(raw, Feature.STEM, Math.log1p(survey.stem()));
        set(raw, Feature.OPTIONS, Math.log1p(survey.options()));
        set(raw, Feature.CHOICE, Math.log1p(survey.choices()));
        set(raw, Feature.QUANTITY, Math.log1p(survey.quantities()));
        set(raw, Feature.MATHS_WORDS, Math.log1p(survey.cues(Cues.MATHS)));
        set(raw, Feature.NEGATIONS, Math.log1p(survey.cues(Cues.NEGATION)));
        set(raw, Feature.WRITING, Math.log1p(survey.cues(Cues.WRITE)));
        set(raw, Feature.LATEX, Math.log1p(survey.latex()));
        set(raw, Feature.CODE, Math.log1p(survey.code()));
        set(raw, Feature.STRUCTURE, Math.log1p(survey.structure()));
        language(survey, raw);
    }

    /** Sets them where there is no text. */
    static void nothing(double[] raw) {
        for (Feature feature : Feature.values()) {
            if (feature.index() <= Feature.OTHER_LANGUAGE.index()) {
                set(raw, feature, feature.mean());
            }
        }
    }

    private static void language(TextSurvey survey, double[] raw) {
        int german = survey.cues(Cues.GERMAN);
        int english = survey.cues(Cues.ENGLISH);
        boolean foreign = survey.foreign() * 3 > survey.words() || Math.max(german, english) * 12 < survey.words() - 4;
        set(raw, Feature.GERMAN, !foreign && german > english ? 1 : 0);
        set(raw, Feature.OTHER_LANGUAGE, foreign ? 1 : 0);
    }

    private static void set(double[] raw, Feature feature, double value) {
        raw[feature.index()] = value;
    }
}
