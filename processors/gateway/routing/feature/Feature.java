package gateway.routing.feature;

/**
 * The numbers that a router sees of a request, but for the constant before and the guesses of {@link Task}s after them.
 * Each is measured raw, then {@linkplain #standard standardised} by a mean and a deviation that were measured once, on
 * prompts of many kinds; both are part of the version. What a request does not have stands at its mean, 0. Counts are
 * taken as ln(1 + n). "Text" is the last thing that the user has said.
 */
public enum Feature {
    LENGTH("length of the text in characters, ln(1 + n)", 5.6, 0.9),
    WORDS("words of the text, ln(1 + n)", 3.9, 0.85),
    LINES("lines of the text, ln(1 + n)", 1.4, 0.8),
    WORD_LENGTH("mean length of a word in characters", 4.4, 0.9),
    DIGITS("share of digits among the characters", 0.025, 0.04),
    UPPER("share of capital letters", 0.034, 0.027),
    PUNCTUATION("share of punctuation", 0.035, 0.028),
    SIGNS("share of mathematical signs and Greek letters", 0.0035, 0.011),
    BRACKETS("share of braces, brackets, backslashes, underscores and the like", 0.009, 0.026),
    STOPS("sentences that end in a stop, ln(1 + n)", 1.1, 0.8),
    STEM("characters before the first of the options offered, or all, ln(1 + n)", 5.2, 0.8),
    QUESTIONS("question marks, ln(1 + n)", 0.47, 0.34),
    OPTIONS("options offered, A. B. C. or (a) (b) (c), from two on, ln(1 + n)", 0.8, 0.95),
    CHOICE("\"the following\", \"these statements\", ln(1 + n)", 0.09, 0.25),
    QUANTITY("\"how many\", \"how much\", ln(1 + n)", 0.19, 0.31),
    MATHS_WORDS("words such as calculate, find, prove, ln(1 + n)", 0.1, 0.26),
    NEGATIONS("words such as not, except, least, false, ln(1 + n)", 0.19, 0.45),
    WRITING("words such as write, summarise, translate, explain, ln(1 + n)", 0.07, 0.24),
    LATEX("marks of LaTeX, ln(1 + n)", 0.19, 0.65),
    CODE("marks and words of programs, ln(1 + n)", 0.09, 0.36),
    STRUCTURE("rows of tables, keys of JSON, elements of XML, ln(1 + n)", 0.04, 0.27),
    GERMAN("1 if the text is German", 0.0, 0.5),
    OTHER_LANGUAGE("1 if it is neither German nor English", 0.0, 0.5),
    LEGAL("1 if the guardrails take the domain for legal", 0.0, 0.5),
    MEDICAL("1 if they take it for medical", 0.0, 0.5),
    TURNS("turns of the user before this one, ln(1 + n)", 0.0, 1.0),
    HISTORY("characters of all that was said before, ln(1 + n) / 5", 0.0, 1.0),
    TOOLS("tools that may be called, ln(1 + n)", 0.0, 1.0),
    FORCED_TOOL("1 if a tool must be called", 0.0, 0.5),
    TOOL_RESULTS("results of tools in the conversation, ln(1 + n)", 0.0, 1.0),
    MEDIA("images and documents, ln(1 + n)", 0.0, 0.5),
    FORMAT("1 if the answer must be JSON", 0.0, 0.5),
    REASONING("1 if the model is asked to think", 0.0, 0.5),
    ANSWER_BOUND(
            "the client's bound of the answer in tokens, ln(1 + n), at most 4,096; usual where there is none",
            6.5,
            1.0),
    COLD("1 if the temperature is at most 0.3", 0.0, 0.5),
    SYSTEM_0("1 if there is a system prompt, and its hash ends in 00: one application is told from another", 0.0, 0.5),
    SYSTEM_1("1 if its hash ends in 01", 0.0, 0.5),
    SYSTEM_2("1 if its hash ends in 10", 0.0, 0.5),
    SYSTEM_3("1 if its hash ends in 11", 0.0, 0.5),
    DIFFICULTY("how much better than usual models should answer it, of 1", 0.0, 0.15),
    EXTREMITY("the square of the difficulty: of what is easy or hopeless, no model makes more", 0.02, 0.03);

    private static final double MOST = 3;

    private final String meaning;
    private final double mean;
    private final double deviation;

    Feature(String meaning, double mean, double deviation) {
        this.meaning = meaning;
        this.mean = mean;
        this.deviation = deviation;
    }

    /** What it is, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** What stands for 0. */
    public double mean() {
        return mean;
    }

    /** How far from the mean is 1. */
    public double deviation() {
        return deviation;
    }

    /** Its place among all features, from 0. */
    @SuppressWarnings("EnumOrdinal") // the order is that of the numbers in a context
    int index() {
        return ordinal();
    }

    /** A raw number as deviations from the mean, -3 to 3. */
    double standard(double raw) {
        return Math.clamp((raw - mean) / deviation, -MOST, MOST);
    }
}
