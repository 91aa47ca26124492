package gateway.call;

import gateway.model.Attempt;
import gateway.model.Decision;
import gateway.model.Deployment;
import gateway.model.Redacted;
import gateway.model.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The walk over a decision's deployments, between two steps.
 *
 * @param decision what was decided
 * @param left the deployments that have not had their turn, best first
 * @param target whose turn it is; null before the first and once one has answered
 * @param attempts what was tried, in order
 * @param soFar the text with which the answer goes on; null where it begins
 * @param hedged whether a second deployment may be asked while one is late
 */
public record Walk(
        Decision decision,
        List<Deployment> left,
        @Nullable Deployment target,
        List<Attempt> attempts,
        @Nullable Redacted soFar,
        boolean hedged) {
    public Walk {
        left = List.copyOf(left);
        attempts = List.copyOf(attempts);
    }

    /** One whose answer begins. */
    public Walk(Decision decision, List<Deployment> left, @Nullable Deployment target, List<Attempt> attempts) {
        this(decision, left, target, attempts, null, false);
    }

    /** The request as the deployment whose turn it is is to be given it. */
    public Request asked(Request request) {
        return switch (request) {
            case Request.Chat chat
            when soFar != null && !soFar.value().isBlank() -> GoOn.with(chat, soFar.value(), turn());
            case Request.Chat chat -> chat;
            case Request.Embedding embedding -> embedding;
        };
    }

    /** This walk at a deployment's turn. */
    Walk at(Deployment next, List<Deployment> rest, List<Attempt> before) {
        return new Walk(decision, rest, next, before, soFar, hedged);
    }

    /** This walk of another decision. */
    Walk of(Decision other) {
        return new Walk(other, left, target, attempts, soFar, hedged);
    }

    /** Name of the route that makes the attempt. */
    public String getAttemptRoute() {
        return hedged ? "hedge" : "provider-" + turn().id();
    }

    /** Whether nobody has answered yet. */
    public boolean isUnanswered() {
        return attempts.isEmpty() || !(attempts.getLast() instanceof Attempt.Answered);
    }

    /** Id of the deployment whose turn it is. */
    public String getDeployment() {
        return turn().id();
    }

    /** The deployment whose turn it is. */
    public Deployment turn() {
        if (target == null) {
            throw new IllegalStateException("it is nobody's turn");
        }
        return target;
    }

    /** This walk with one more attempt made. */
    public Walk tried(Attempt attempt) {
        List<Attempt> more = new ArrayList<>(attempts);
        more.add(attempt);
        return new Walk(decision, left, null, more, soFar, hedged);
    }

    /**
     * By identity: Camel looks the body of a message up in a cache, which must not cost a look at the whole request.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
