package gateway.tracing;

import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A span of a sampled call; what is said of it after its end is lost. It holds the attributes of {@link Keys} and
 * nothing else: no events, no descriptions. Thread-safe.
 */
final class CallSpan {
    private final CallTrace trace;
    private final long id;
    private final Otlp.Parent parent;
    private final String name;
    private final SpanKind kind;
    private final long begun;
    /** Keys and values in turns; few have any. */
    private List<Object> noted = List.of();

    private long ended;
    private boolean over;
    private boolean failed;

    /** Begins now. */
    CallSpan(CallTrace trace, Otlp.Parent parent, String name, SpanKind kind) {
        this.trace = trace;
        this.id = trace.sink().number();
        this.parent = parent;
        this.name = name;
        this.kind = kind;
        this.begun = trace.now();
    }

    /** A span of what is done within this one; begins now. */
    CallSpan child(String what, SpanKind sort) {
        return new CallSpan(trace, new Otlp.Parent(id, false), what, sort);
    }

    /** The trace that it is a part of. */
    CallTrace trace() {
        return trace;
    }

    /** Its id, 16 hexadecimal digits. */
    String id() {
        return HexFormat.of().toHexDigits(id);
    }

    /** Notes an attribute; of two values, the later one counts. */
    synchronized <T> CallSpan set(AttributeKey<T> key, T value) {
        if (over) {
            return this;
        }
        if (noted.isEmpty()) {
            noted = new ArrayList<>();
        }
        noted.add(key);
        noted.add(value);
        return this;
    }

    /** What it stands for has failed. */
    synchronized CallSpan fail() {
        failed |= !over;
        return this;
    }

    /** What it stands for has failed, for a reason of the conventions' {@code error.type}. */
    CallSpan fail(String type) {
        return set(Keys.ERROR, type).fail();
    }

    /** Ends now, if it has not ended before. */
    void end() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            ended = trace.now();
        }
        trace.keep(this);
    }

    /** Writes it as it is sent, when it has ended. */
    synchronized void writeTo(CodedOutputStream out) throws IOException {
        Otlp.span(out, trace, id, parent, name, kind, begun, ended, this::each, failed);
    }

    private synchronized void each(BiConsumer<AttributeKey<?>, Object> consumer) {
        for (int i = 0; i < noted.size(); i += 2) {
            AttributeKey<?> key = (AttributeKey<?>) noted.get(i);
            if (noted.lastIndexOf(key) == i) {
                consumer.accept(key, noted.get(i + 1));
            }
        }
    }
}
