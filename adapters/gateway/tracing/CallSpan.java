package gateway.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span of a sampled call, which is handed over to be sent when it ends; what is said of it after that is lost. It
 * holds the attributes of {@link Keys} and nothing else: no events, no descriptions. It is its own data, so that
 * nothing is copied, and the texts of ids are made where they are sent. Thread-safe.
 */
final class CallSpan implements ReadableSpan, SpanData {
    private final CallTrace trace;
    private final Id id;
    private final SpanContext parent;
    private final String name;
    private final SpanKind kind;
    private final long begun;
    private long ended;
    private boolean over;
    private boolean failed;
    private @Nullable AttributesBuilder noted;
    private Attributes attributes = Attributes.empty();

    /** Begins now. */
    CallSpan(CallTrace trace, SpanContext parent, String name, SpanKind kind) {
        this.trace = trace;
        this.id = new Id(trace, trace.sink().number());
        this.parent = parent;
        this.name = name;
        this.kind = kind;
        this.begun = trace.now();
    }

    /** A span of what is done within this one; begins now. */
    CallSpan child(String what, SpanKind sort) {
        return new CallSpan(trace, id, what, sort);
    }

    /** The trace that it is a part of. */
    CallTrace trace() {
        return trace;
    }

    /** Notes an attribute. */
    synchronized <T> CallSpan set(AttributeKey<T> key, T value) {
        if (noted == null) {
            noted = Attributes.builder();
        }
        noted.put(key, value);
        return this;
    }

    /** What it stands for has failed. */
    synchronized CallSpan fail() {
        failed = true;
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
            if (noted != null) {
                attributes = noted.build();
                noted = null;
            }
        }
        trace.send(this);
    }

    @Override
    public SpanContext getSpanContext() {
        return id;
    }

    @Override
    public SpanContext getParentSpanContext() {
        return parent;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public SpanKind getKind() {
        return kind;
    }

    @Override
    public SpanData toSpanData() {
        return this;
    }

    @Override
    public synchronized StatusData getStatus() {
        return failed ? StatusData.error() : StatusData.unset();
    }

    @Override
    public long getStartEpochNanos() {
        return begun;
    }

    @Override
    public synchronized long getEndEpochNanos() {
        return ended;
    }

    @Override
    public synchronized long getLatencyNanos() {
        return (over ? ended : trace.now()) - begun;
    }

    @Override
    public synchronized boolean hasEnded() {
        return over;
    }

    @Override
    public synchronized Attributes getAttributes() {
        return attributes;
    }

    @Override
    public <T> @Nullable T getAttribute(AttributeKey<T> key) {
        return getAttributes().get(key);
    }

    @Override
    public int getTotalAttributeCount() {
        return getAttributes().size();
    }

    @Override
    public List<EventData> getEvents() {
        return List.of();
    }

    @Override
    public int getTotalRecordedEvents() {
        return 0;
    }

    @Override
    public List<LinkData> getLinks() {
        return List.of();
    }

    @Override
    public int getTotalRecordedLinks() {
        return 0;
    }

    @Override
    public Resource getResource() {
        return trace.sink().resource();
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return SpanSink.SCOPE;
    }

    @Override
    @Deprecated
    public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
        return InstrumentationLibraryInfo.create(SpanSink.SCOPE.getName(), null);
    }

    /** Which span of which trace. */
    private static final class Id implements SpanContext {
        private final CallTrace trace;
        private final long number;
        /** Made when it is asked for, which is where spans are sent; made twice, it is the same. */
        private volatile @Nullable String text;

        Id(CallTrace trace, long number) {
            this.trace = trace;
            this.number = number;
        }

        @Override
        public String getTraceId() {
            return trace.id();
        }

        @Override
        public String getSpanId() {
            String known = text;
            if (known == null) {
                known = HexFormat.of().toHexDigits(number);
                text = known;
            }
            return known;
        }

        @Override
        public TraceFlags getTraceFlags() {
            return TraceFlags.getSampled();
        }

        @Override
        public TraceState getTraceState() {
            return trace.state();
        }

        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public boolean isRemote() {
            return false;
        }
    }
}
