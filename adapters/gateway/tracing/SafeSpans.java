package gateway.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets out of spans what is known to hold no content: listed attributes, no events, whose texts are the messages of
 * exceptions, and no descriptions. Thread-safe.
 */
final class SafeSpans implements SpanExporter {
    private static final AttributeKey<String> CAMEL_URI = AttributeKey.stringKey("camel.uri");

    private final SpanExporter behind;

    /** Takes where the spans go. */
    SafeSpans(SpanExporter behind) {
        this.behind = behind;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return behind.export(spans.stream().<SpanData>map(Safe::new).toList());
    }

    @Override
    public CompletableResultCode flush() {
        return behind.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return behind.shutdown();
    }

    /** One span. */
    private static final class Safe extends DelegatingSpanData {
        private final String name;
        private final Attributes attributes;

        Safe(SpanData span) {
            super(span);
            this.name = name(span.getName(), span.getAttributes().get(CAMEL_URI));
            this.attributes = span.getAttributes().toBuilder()
                    .removeIf(key -> !Keys.EXPORTED.contains(key))
                    .build();
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public int getTotalAttributeCount() {
            return attributes.size();
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
        public StatusData getStatus() {
            return StatusData.create(super.getStatus().getStatusCode(), "");
        }

        /** Camel names what is sent to a route by its component alone; the route is in the address. */
        private static String name(String given, @Nullable String uri) {
            if (uri == null || !uri.startsWith("direct:")) {
                return given;
            }
            int options = uri.indexOf('?');
            String route = options < 0 ? uri : uri.substring(0, options);
            return "direct:" + route.substring(route.lastIndexOf('/') + 1).replace("direct:", "");
        }
    }
}
