package gateway.tracing;

import gateway.model.Attempt;
import gateway.model.Deployment;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;

/** The trace of one sampled call, with those of its spans that outlast their steps. Thread-safe. */
final class CallTrace {
    private final String id;
    private final byte[] idBytes;
    private final SpanSink sink;
    /** Added to what the ticker says, it makes nanoseconds since 1970. */
    private final long toEpoch;

    private final String vendors;
    private final CallSpan root;
    private final List<Streaming> streaming = new ArrayList<>();
    /** Spans that have ended; handed over together, since all calls meet there. */
    private List<CallSpan> ended = new ArrayList<>();

    private boolean over;

    /**
     * Begins with the whole call.
     *
     * @param id of the trace, 32 hexadecimal digits
     * @param parent the client's span; invalid if it sends none
     * @param name of the whole call
     */
    CallTrace(String id, SpanContext parent, String name, SpanSink sink) {
        this.id = id;
        this.idBytes = HexFormat.of().parseHex(id);
        this.sink = sink;
        this.vendors = listed(parent.getTraceState());
        this.toEpoch = sink.toEpoch();
        this.root = new CallSpan(
                this,
                parent.isValid()
                        ? new Otlp.Parent(HexFormat.fromHexDigitsToLong(parent.getSpanId()), true)
                        : Otlp.Parent.NONE,
                name,
                SpanKind.SERVER);
    }

    private record Streaming(Deployment deployment, CallSpan span) {}

    /** Its id, 32 hexadecimal digits. */
    String id() {
        return id;
    }

    /** Its id as it is sent; not to be changed. */
    byte[] idBytes() {
        return idBytes;
    }

    /** What vendors say of it, which is passed on, as W3C's {@code tracestate}; empty if they say nothing. */
    String vendors() {
        return vendors;
    }

    /** Where its spans go. */
    SpanSink sink() {
        return sink;
    }

    /** Nanoseconds since 1970, by the clock as the call began and the ticker since. */
    long now() {
        return toEpoch + sink.nanos();
    }

    /** Keeps a span that has ended. */
    void keep(CallSpan span) {
        synchronized (this) {
            if (!over) {
                ended.add(span);
                return;
            }
        }
        sink.take(List.of(span));
    }

    /** Hands over what has ended, before the call lasts. */
    void handOver() {
        List<CallSpan> spans;
        synchronized (this) {
            spans = ended;
            ended = new ArrayList<>();
        }
        sink.take(spans);
    }

    /** The whole call has ended. */
    void end() {
        root.end();
        synchronized (this) {
            over = true;
        }
        handOver();
    }

    /** The whole call. */
    CallSpan root() {
        return root;
    }

    /** An attempt has begun to answer, and goes on. */
    synchronized void streams(Deployment deployment, CallSpan span) {
        streaming.add(new Streaming(deployment, span));
    }

    /**
     * Ends the attempts that have answered by a stream, those that broke off as failures.
     *
     * @param attempts in order, the last one answers
     * @param last is given the span of the last one
     */
    synchronized void end(List<Attempt> attempts, Consumer<CallSpan> last) {
        for (int i = 0; i < streaming.size(); i++) {
            CallSpan span = streaming.get(i).span();
            if (i == streaming.size() - 1) {
                last.accept(span);
            } else {
                span.fail(failure(attempts, streaming.get(i).deployment()));
            }
            span.end();
        }
        streaming.clear();
    }

    private static String listed(TraceState state) {
        StringJoiner members = new StringJoiner(",");
        state.forEach((vendor, value) -> members.add(vendor + '=' + value));
        return members.toString();
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
