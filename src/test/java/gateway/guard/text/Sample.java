package gateway.guard.text;

/**
 * A labelled text.
 *
 * @param group texts of a group are never split between training and test
 * @param label the number of its class; 0 is none of them where a model has a single head
 * @param weight how much it counts in training
 */
public record Sample(
        String text, int label, String category, String lang, String source, String group, double weight) {
    public Sample weighing(double other) {
        return new Sample(text, label, category, lang, source, group, other);
    }

    public Sample labelled(int other) {
        return new Sample(text, other, category, lang, source, group, weight);
    }
}
