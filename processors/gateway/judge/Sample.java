package gateway.judge;

import gateway.judge.JudgeListener.Kind;
import gateway.model.Completion;
import gateway.model.Judging;
import gateway.model.Sampled;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An answer that was drawn to be judged, and by what rule. Thread-safe. */
public final class Sample implements Sampled {
    private final Kind kind;
    private final Judging rule;
    private final String arm;
    private final @Nullable Rival rival;
    private final AtomicReference<@Nullable Completion> completion = new AtomicReference<>();

    /** Takes by what rule, the arm that serves, and with whom it is compared; null = it is judged alone. */
    Sample(Kind kind, Judging rule, String arm, @Nullable Rival rival) {
        this.kind = kind;
        this.rule = rule;
        this.arm = arm;
        this.rival = rival;
    }

    /**
     * Who else answers.
     *
     * @param arm its name
     * @param model its id
     */
    public record Rival(String arm, String model) {}

    @Override
    public void came(Completion whole) {
        completion.set(whole);
    }

    /** Which answers are judged. */
    public Kind kind() {
        return kind;
    }

    /** With whom it is compared; null = it is judged alone. */
    public @Nullable Rival rival() {
        return rival;
    }

    Judging rule() {
        return rule;
    }

    String arm() {
        return arm;
    }

    /** Whether there is something to judge: not where it calls tools, was gone on with by others, or is too long. */
    public boolean isJudged() {
        return !text().isEmpty();
    }

    /** What the answer says; empty where nothing is to be judged. */
    String text() {
        Completion whole = completion.get();
        return whole == null ? "" : Questions.text(whole);
    }
}
