package gateway.tracing;

import gateway.Ticker;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.time.InstantSource;

/**
 * Where spans go when they have ended.
 *
 * @param processor takes them, and must not block
 * @param resource whose spans they are
 * @param clock the time of day
 * @param ticker the time between two moments
 */
record SpanSink(SpanProcessor processor, Resource resource, InstantSource clock, Ticker ticker) {
    static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("serai");
}
