package gateway.tracing;

import gateway.model.Attempt;
import gateway.model.Deployment;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The spans of one sampled call that are still open. Thread-safe. */
final class CallTrace {
    private final Span root;
    private final Context context;
    private final List<Streaming> streaming = new ArrayList<>();

    CallTrace(Span root, Context context) {
        this.root = root;
        this.context = context;
    }

    private record Streaming(Deployment deployment, Span span) {}

    /** The whole call. */
    Span root() {
        return root;
    }

    /** In which further spans are made. */
    Context context() {
        return context;
    }

    /** An attempt has begun to answer, and goes on. */
    synchronized void streams(Deployment deployment, Span span) {
        streaming.add(new Streaming(deployment, span));
    }

    /**
     * Ends the attempts that have answered by a stream, those that broke off as failures.
     *
     * @param attempts in order, the last one answers
     * @param last is given the span of the last one
     */
    synchronized void end(List<Attempt> attempts, Consumer<Span> last) {
        for (int i = 0; i < streaming.size(); i++) {
            Span span = streaming.get(i).span();
            if (i == streaming.size() - 1) {
                last.accept(span);
            } else {
                span.setAttribute(Keys.ERROR, failure(attempts, streaming.get(i).deployment()));
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
        streaming.clear();
    }

    private static String failure(List<Attempt> attempts, Deployment deployment) {
        for (Attempt attempt : attempts) {
            if (attempt instanceof Attempt.Failed failed
                    && failed.deployment().id().equals(deployment.id())) {
                return failed.failure().code();
            }
        }
        return "broken";
    }
}
