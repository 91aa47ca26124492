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
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the span of each call, from the start of its route to the end of its answer, as a part of the client's trace
 * where the client sends one (W3C {@code traceparent}). Thread-safe.
 */
public final class CallTraces implements AroundRoute, EndListener, RefusalListener {
    /** Beyond, calls are not traced, so that what is never ended cannot fill the memory. */
    private static final int MOST = 20_000;

    private final Tracer tracer;
    private final Map<String, CallTrace> open = new ConcurrentHashMap<>();

    /** Takes what makes spans. */
    public CallTraces(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public HttpReply run(HttpCall call, CallRunner.Handler handler) throws Exception {
        Context parent =
                W3CTraceContextPropagator.getInstance().extract(Context.root(), call.headers(), Incoming.INSTANCE);
        Span root = tracer.spanBuilder(call.route())
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        if (!root.getSpanContext().isSampled() || open.size() >= MOST) {
            return handler.run(call);
        }
        root.setAttribute(Keys.METHOD, call.method()).setAttribute(Keys.DECISION, call.id());
        Context context = parent.with(root);
        open.put(call.id(), new CallTrace(root, context));
        boolean streams = false;
        try (Scope _ = context.makeCurrent()) {
            HttpReply reply = handler.run(call);
            streams = reply.payload() instanceof HttpReply.Payload.Events;
            root.setAttribute(Keys.STATUS, (long) reply.status());
            return reply;
        } catch (Exception e) {
            root.setAttribute(Keys.ERROR, e.getClass().getName()).setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            if (!streams) {
                open.remove(call.id());
                root.end();
            }
        }
    }

    @Override
    public void ended(Ended end) {
        CallTrace trace = open.get(end.outcome().request().call().id());
        if (trace == null) {
            return;
        }
        Span root = trace.root();
        of(root, end.outcome().decision().plan());
        root.setAttribute(Keys.POLICY, end.outcome().decision().policy())
                .setAttribute(
                        Keys.DEPLOYMENT, end.outcome().served().deployment().id())
                .setAttribute(Keys.EXIT, end.exit().name().toLowerCase(Locale.ROOT))
                .setAttribute(Keys.COST, end.microUsd() / 1e6)
                .setAttribute(Keys.ESTIMATED, end.estimated())
                .setAttribute(Keys.OVERHEAD_MICROS, end.outcome().overheadNanos() / 1_000);
        trace.end(end.outcome().attempts(), last -> last(last, end));
        if (end.outcome().served().answer() instanceof Answer.Streamed) {
            failed(root, end);
            open.remove(end.outcome().request().call().id());
            root.end();
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
        trace.root().setAttribute(Keys.ERROR, problem.code());
        if (problem.status() >= HttpResponseStatus.INTERNAL_SERVER_ERROR.code()) {
            trace.root().setStatus(StatusCode.ERROR);
        }
        trace.end(cause == null ? List.of() : cause.attempts(), last -> last.setStatus(StatusCode.ERROR));
    }

    /** A listener that is told within the trace of the call, so that what it measures can point there. */
    public EndListener within(EndListener listener) {
        return end -> {
            CallTrace trace = open.get(end.outcome().request().call().id());
            if (trace == null) {
                listener.ended(end);
            } else {
                try (Scope _ = trace.context().makeCurrent()) {
                    listener.ended(end);
                }
            }
        };
    }

    /** The trace of a call; null if it is not sampled. */
    @Nullable CallTrace find(String id) {
        return open.get(id);
    }

    Tracer tracer() {
        return tracer;
    }

    private static void of(Span root, Plan plan) {
        root.setAttribute(Keys.TENANT, plan.tenant().id());
    }

    private static void last(Span span, Ended end) {
        span.setAttribute(Keys.INPUT_TOKENS, end.usage().inputTokens())
                .setAttribute(Keys.OUTPUT_TOKENS, end.usage().outputTokens())
                .setAttribute(Keys.ESTIMATED, end.estimated());
        failed(span, end);
    }

    private static void failed(Span span, Ended end) {
        if (end.exit() == Exit.FAILED) {
            span.setAttribute(
                            Keys.ERROR,
                            end.failure() == null ? "failed" : end.failure().code())
                    .setStatus(StatusCode.ERROR);
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
