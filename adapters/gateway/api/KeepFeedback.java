package gateway.api;

import gateway.Stage;
import gateway.control.StoreException;
import gateway.feedback.Decided;
import gateway.feedback.Feedback;
import gateway.feedback.FeedbackListener;
import gateway.feedback.FeedbackStore;
import gateway.feedback.Grounded;
import gateway.feedback.Opinion;
import gateway.model.Refusal;
import gateway.model.Refusal.FeedbackRefused.Why;
import gateway.model.RefusedException;
import gateway.routing.Learner;
import gateway.routing.Lesson;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** Keeps what a client says of an answer, once, and has the router learn from it. */
public final class KeepFeedback implements Stage<Grounded, HttpReply> {
    /** A person's word, or a judge's, counts in full. */
    private static final double WEIGHT = 1;

    private final FeedbackStore store;
    private final Learner learner;
    private final FeedbackListener listener;
    private final InstantSource clock;

    /**
     * Takes what it needs.
     *
     * @param store where feedback is kept
     * @param learner is given the lessons
     * @param listener is told of what is accepted
     * @param clock the time
     */
    public KeepFeedback(FeedbackStore store, Learner learner, FeedbackListener listener, InstantSource clock) {
        this.store = store;
        this.learner = learner;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public HttpReply apply(Grounded grounded) {
        Opinion opinion = grounded.opinion();
        Decided about = grounded.about();
        if (!isKept(new Feedback(
                about.id(),
                about.at(),
                about.tenant(),
                opinion.tenant().keyId(),
                grounded.model(),
                opinion.score(),
                opinion.reason(),
                clock.instant()))) {
            throw new RefusedException(new Refusal.FeedbackRefused(Why.REPEATED));
        }
        learner.learn(new Lesson(grounded.model(), about.context(), opinion.score(), WEIGHT, about.at()));
        listener.came("accepted");
        return HttpReply.json(
                200,
                JsonCodec.object()
                        .put("object", "feedback")
                        .put("decision", about.id())
                        .put("model", grounded.model())
                        .put("score", opinion.score())
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
    }

    private boolean isKept(Feedback feedback) {
        try {
            return store.add(feedback);
        } catch (StoreException e) {
            throw new RefusedException(new Refusal.StoreUnavailable());
        }
    }
}
