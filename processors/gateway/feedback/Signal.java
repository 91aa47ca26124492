package gateway.feedback;

import gateway.metering.AnswerForm;
import gateway.metering.Ended;
import gateway.model.Failure;
import gateway.model.FinishReason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of how good an answer was, without a look at what it means. Each says little, and so weighs little
 * beside a person's word, which weighs 1.
 */
public enum Signal {
    /** The model refused, or its provider's filter ended the answer: for whoever asked it is worth nothing. */
    REFUSED(0, Weights.PLAIN),
    /** The stream broke off. */
    BROKEN(0, Weights.PLAIN),
    /** It called a tool that was not offered, or with arguments that are no JSON object: a program cannot go on. */
    TOOL_CALLS_WRONG(0, Weights.PLAIN),
    TOOL_CALLS_SOUND(1, Weights.FORM),
    /** It is not the JSON that was asked for: a program cannot read it. */
    FORMAT_WRONG(0, Weights.PLAIN),
    FORMAT_SOUND(1, Weights.FORM),
    /**
     * The same was asked again soon after: whoever asked did not like the answer, or wanted another one to choose from.
     */
    REGENERATED(0.3, Weights.GUESS);

    private final double reward;
    private final double weight;

    Signal(double reward, double weight) {
        this.reward = reward;
        this.weight = weight;
    }

    /** How good the answer was by this, 0 to 1. */
    public double reward() {
        return reward;
    }

    /** How much this says, (0, 1]. */
    public double weight() {
        return weight;
    }

    /** Its name in records and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the end of a call shows of its answer; null where it shows nothing, as of most calls. */
    public static @Nullable Signal of(Ended end) {
        return switch (end.exit()) {
            case CANCELLED -> null;
            case FAILED -> isModels(end.failure()) ? BROKEN : null;
            case COMPLETE -> of(end.form());
        };
    }

    private static @Nullable Signal of(AnswerForm form) {
        if (form.finish() == FinishReason.CONTENT_FILTER || form.finish() == FinishReason.REFUSAL) {
            return REFUSED;
        }
        Boolean toolCalls = form.toolCalls();
        if (toolCalls != null) {
            return toolCalls ? TOOL_CALLS_SOUND : TOOL_CALLS_WRONG;
        }
        Boolean format = form.format();
        if (format != null) {
            return format ? FORMAT_SOUND : FORMAT_WRONG;
        }
        return null;
    }

    /** Whether a failure is the doing of whoever answered, and not of a kill switch or of a guardrail. */
    private static boolean isModels(@Nullable Failure failure) {
        return failure == null || (failure.kind().counted() && !failure.code().equals("guardrail_unavailable"));
    }

    /** How much signals say. */
    private static final class Weights {
        /** Five of them weigh as much as a person's word: they are certain, but tell only the worst answers. */
        static final double PLAIN = 0.2;
        /** A sound form is what every good answer has and many a bad one, too. */
        static final double FORM = 0.05;
        /** Programs ask the same again for other reasons. */
        static final double GUESS = 0.1;

        private Weights() {}
    }
}
