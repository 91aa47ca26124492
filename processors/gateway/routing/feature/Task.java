package gateway.routing.feature;

/** What a request wants to be done, as far as models differ in it: subjects of knowledge, and kinds of work. */
public enum Task {
    MATH("mathematics, worked on by formulas", 0.13, 0.19),
    MATH_WORD("a calculation told as a story", 0.34, 0.43),
    MATH_HARD("a problem of a mathematics contest", 0.1, 0.22),
    PHYSICS("physics and astronomy", 0.09, 0.16),
    CHEMISTRY("chemistry", 0.08, 0.15),
    BIOLOGY("biology", 0.07, 0.13),
    HEALTH("medicine, nutrition, anatomy", 0.12, 0.2),
    PSYCHOLOGY("psychology", 0.09, 0.16),
    LAW("law and contracts", 0.1, 0.21),
    ENGINEERING("electrical, mechanical, thermal engineering", 0.07, 0.13),
    COMPUTER_SCIENCE("theory of computing, machine learning, security", 0.07, 0.11),
    ECONOMICS("economics and econometrics", 0.08, 0.15),
    BUSINESS("management, marketing, finance", 0.09, 0.14),
    PHILOSOPHY("philosophy and religion", 0.06, 0.12),
    MORALS("judging what is right or wrong", 0.06, 0.15),
    LOGIC("formal logic and fallacies", 0.04, 0.1),
    HISTORY("history and prehistory", 0.07, 0.14),
    KNOWLEDGE("other facts: geography, politics, society, sports, trivia", 0.15, 0.21),
    CODING("writing, changing and explaining programs", 0.06, 0.19),
    WRITING("writing or rewriting texts, playing a role", 0.08, 0.21),
    READING("summarising, translating, extracting from a given text", 0.06, 0.18),
    CHAT("advice, plans, small talk", 0.09, 0.21);

    private final String meaning;
    private final double mean;
    private final double deviation;

    Task(String meaning, double mean, double deviation) {
        this.meaning = meaning;
        this.mean = mean;
        this.deviation = deviation;
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

    /** What stands for 0, of the square root of its probability. */
    public double mean() {
        return mean;
    }

    /** How far from the mean is 1. */
    public double deviation() {
        return deviation;
    }
}
