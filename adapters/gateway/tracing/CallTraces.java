package gateway.tracing;

import gateway.api.ClientHeaders;
import gateway.api.HttpCall;
import gateway.api.HttpReply;
import gateway.api.RefusalListener;
import gateway.ingress.AroundRoute;
import gateway.ingress.CallRunner;
import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.metering.Ended.Exit;
import gateway.model.Answer;
import gateway.model.Plan;
import gateway.model.RefusedException;
import gateway.wire.Problem;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the span of each call, from the start of its route to the end of its answer, as a part of the client's trace
 * where the client sends one (W3C {@code traceparent}). Thread-safe.
 */
public final class CallTraces implements AroundRoute, EndListener, RefusalListener {
    /** Beyond, calls are not traced, so that what is never ended cannot fill the memory. */
    private static final int MOST = 20_000;

    private final Sampling sampling;
    private final SpanSink sink;
    private final Map<String, CallTrace> open = new ConcurrentHashMap<>();

    /**
     * Takes what it needs.
     *
     * @param share of the calls that are traced, where the client does not decide; 0 to 1
     * @param sink where spans go
     */
    CallTraces(double share, SpanSink sink) {
        this.sampling = new Sampling(share, sink::number);
        this.sink = sink;
    }

    @Override
    public HttpReply run(HttpCall call, CallRunner.Handler handler) throws Exception {
        SpanContext parent = parent(call.headers());
        String id = sampling.trace(parent);
        if (id == null || open.size() >= MOST) {
            return handler.run(call);
        }
        CallTrace trace = new CallTrace(id, parent, call.route(), sink);
        CallSpan root = trace.root();
        root.set(Keys.METHOD, call.method()).set(Keys.DECISION, call.id());
        open.put(call.id(), trace);
        boolean streams = false;
        try {
            HttpReply reply = Place.within(root, () -> handler.run(call));
            streams = reply.payload() instanceof HttpReply.Payload.Events;
            root.set(Keys.STATUS, (long) reply.status());
            return reply;
        } catch (Exception e) {
            root.fail(e.getClass().getName());
            throw e;
        } finally {
            if (streams) {
                trace.handOver();
            } else {
                open.remove(call.id());
                trace.end();
            }
        }
    }

    /**
     * Runs what goes on with a call after its route, on any thread, as a part of its trace if it has one.
     *
     * @param id of the call
     */
    public <T> T resume(String id, Supplier<T> task) {
        CallTrace trace = open.get(id);
        return trace == null ? task.get() : Place.get(trace.root(), task);
    }

    @Override
    public void ended(Ended end) {
        CallTrace trace = open.get(end.outcome().request().call().id());
        if (trace == null) {
            return;
        }
        CallSpan root = trace.root();
        of(root, end.outcome().decision().plan());
        root.set(Keys.POLICY, end.outcome().decision().policy())
                .set(Keys.DEPLOYMENT, end.outcome().served().deployment().id())
                .set(Keys.EXIT, end.exit().name().toLowerCase(Locale.ROOT))
                .set(Keys.COST, end.microUsd() / 1e6)
                .set(Keys.ESTIMATED, end.estimated())
                .set(Keys.OVERHEAD_MICROS, end.outcome().overheadNanos() / 1_000);
        trace.end(end.outcome().attempts(), last -> last(last, end));
        if (end.outcome().served().answer() instanceof Answer.Streamed) {
            failed(root, end);
            open.remove(end.outcome().request().call().id());
            trace.end();
        }
    }

    @Override
    public void refused(String requestId, Problem problem, @Nullable RefusedException cause) {
        CallTrace trace = open.get(requestId);
        if (trace == null) {
            return;
        }
        Plan plan = cause == null ? null : cause.plan();
        if (plan != null) {
            of(trace.root(), plan);
        }
        trace.root().set(Keys.ERROR, problem.code());
        if (problem.status() >= HttpResponseStatus.INTERNAL_SERVER_ERROR.code()) {
            trace.root().fail();
        }
        trace.end(cause == null ? List.of() : cause.attempts(), CallSpan::fail);
    }

    /** A listener that is told within the trace of the call, so that what it measures can point there. */
    public EndListener within(EndListener listener) {
        return end -> {
            CallTrace trace = open.get(end.outcome().request().call().id());
            if (trace == null) {
                listener.ended(end);
            } else {
                Place.within(trace.root(), () -> listener.ended(end));
            }
        };
    }

    /** The trace of a call; null if it is not sampled. */
    @Nullable CallTrace find(String id) {
        return open.get(id);
    }

    /** What the client sends, which is mostly nothing. */
    private static SpanContext parent(ClientHeaders headers) {
        return headers.traceparent() == null
                ? SpanContext.getInvalid()
                : Span.fromContext(W3CTraceContextPropagator.getInstance()
                                .extract(Context.root(), headers, Incoming.INSTANCE))
                        .getSpanContext();
    }

    private static void of(CallSpan root, Plan plan) {
        root.set(Keys.TENANT, plan.tenant().id());
    }

    private static void last(CallSpan span, Ended end) {
        span.set(Keys.INPUT_TOKENS, end.usage().inputTokens())
                .set(Keys.OUTPUT_TOKENS, end.usage().outputTokens())
                .set(Keys.ESTIMATED, end.estimated());
        failed(span, end);
    }

    private static void failed(CallSpan span, Ended end) {
        if (end.exit() == Exit.FAILED) {
            span.fail(end.failure() == null ? "failed" : end.failure().code());
        }
    }

    /** Reads the trace that a client sends. */
    private enum Incoming implements TextMapGetter<ClientHeaders> {
        INSTANCE;

        @Override
        public @Nullable String get(@Nullable ClientHeaders headers, String key) {
            if (headers == null) {
                return null;
            }
            return switch (key) {
                case "traceparent" -> headers.traceparent();
                case "tracestate" -> headers.tracestate();
                default -> null;
            };
        }
    }
}
