package gateway.routing.feature;

/** What a request wants to be done, as far as models differ in it: subjects of knowledge, and kinds of work. */
public enum Task {
    MATH("mathematics, worked on by formulas"),
    MATH_WORD("a calculation told as a story"),
    MATH_HARD("a problem of a mathematics contest"),
    PHYSICS("physics and astronomy"),
    CHEMISTRY("chemistry"),
    BIOLOGY("biology"),
    HEALTH("medicine, nutrition, anatomy"),
    PSYCHOLOGY("psychology"),
    LAW("law and contracts"),
    ENGINEERING("electrical, mechanical, thermal engineering"),
    COMPUTER_SCIENCE("theory of computing, machine learning, security"),
    ECONOMICS("economics and econometrics"),
    BUSINESS("management, marketing, finance"),
    PHILOSOPHY("philosophy and religion"),
    MORALS("judging what is right or wrong"),
    LOGIC("formal logic and fallacies"),
    HISTORY("history and prehistory"),
    KNOWLEDGE("other facts: geography, politics, society, sports, trivia"),
    CODING("writing, changing and explaining programs"),
    WRITING("writing or rewriting texts, playing a role"),
    READING("summarising, translating, extracting from a given text"),
    CHAT("advice, plans, small talk");

    /** The probability that stands for 0: none is likelier than another one. */
    static final double EVEN = 1.0 / values().length;

    private final String meaning;

    Task(String meaning) {
        this.meaning = meaning;
    }

    /** Its place among all tasks, from 0. */
    @SuppressWarnings("EnumOrdinal") // the order is that of the heads in the model
    int index() {
        return ordinal();
    }

    /** What belongs to it, in a few words. */
    public String meaning() {
        return meaning;
    }
}
