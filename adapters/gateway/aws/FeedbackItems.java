package gateway.aws;

import gateway.feedback.Feedback;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Feedback as items. */
final class FeedbackItems {
    static final String DECISION = "decision";

    private static final String DECIDED = "decided";
    private static final String TENANT = "tenant";
    private static final String KEY = "key";
    private static final String MODEL = "model";
    private static final String SCORE = "score";
    private static final String REASON = "reason";
    private static final String AT = "at";
    private static final String EXPIRES = "expires";

    private FeedbackItems() {}

    /** Feedback as an item that is kept as long as the record that it is about. */
    static Map<String, AttributeValue> of(Feedback feedback, Duration kept) {
        Map<String, AttributeValue> item = new HashMap<>(key(feedback.decision()));
        item.put(DECIDED, AttributeValue.fromS(Moment.of(feedback.decided())));
        item.put(TENANT, AttributeValue.fromS(feedback.tenant()));
        item.put(KEY, AttributeValue.fromS(feedback.key()));
        item.put(MODEL, AttributeValue.fromS(feedback.model()));
        item.put(SCORE, AttributeValue.fromN(Double.toString(feedback.score())));
        Items.put(item, REASON, feedback.reason());
        item.put(AT, AttributeValue.fromS(Moment.of(feedback.at())));
        item.put(EXPIRES, Items.number(feedback.decided().plus(kept).getEpochSecond()));
        return item;
    }

    /** The feedback that an item holds. */
    static Feedback feedback(Map<String, AttributeValue> item) {
        AttributeValue score = item.get(SCORE);
        return new Feedback(
                Items.textOf(item, DECISION),
                Instant.parse(Items.textOf(item, DECIDED)),
                Items.textOf(item, TENANT),
                Items.textOf(item, KEY),
                Items.textOf(item, MODEL),
                score == null || score.n() == null ? 0 : Double.parseDouble(score.n()),
                Items.text(item, REASON),
                Instant.parse(Items.textOf(item, AT)));
    }

    /** The key of the feedback for a decision. */
    static Map<String, AttributeValue> key(String decision) {
        return Map.of(DECISION, AttributeValue.fromS(decision));
    }
}
