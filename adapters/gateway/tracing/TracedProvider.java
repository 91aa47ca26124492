package gateway.tracing;

import gateway.Ticker;
import gateway.model.Answer;
import gateway.model.Completion;
import gateway.model.Deployment;
import gateway.model.FailedException;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.model.Usage;
import gateway.provider.Provider;
import gateway.telemetry.Names;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes a span of each attempt, from the call of the provider to the end of its answer. Thread-safe. */
public final class TracedProvider implements Provider {
    private final Provider behind;
    private final CallTraces traces;
    private final Ticker ticker;

    /**
     * Takes what it needs.
     *
     * @param behind who is called
     * @param ticker measures the time to the first token
     */
    public TracedProvider(Provider behind, CallTraces traces, Ticker ticker) {
        this.behind = behind;
        this.traces = traces;
        this.ticker = ticker;
    }

    @Override
    public Reply call(Request request, Deployment deployment, Residency required, Duration timeout) {
        CallTrace trace = traces.find(request.call().id());
        return trace == null
                ? behind.call(request, deployment, required, timeout)
                : call(trace, request, deployment, required, timeout);
    }

    @Override
    public void keep(Collection<Deployment> listed) {
        behind.keep(listed);
    }

    private Reply call(CallTrace trace, Request request, Deployment deployment, Residency required, Duration timeout) {
        Span span = span(trace, operation(request), deployment);
        boolean open = false;
        long started = ticker.nanos();
        try (Scope _ = span.makeCurrent()) {
            Reply reply = behind.call(request, deployment, required, timeout);
            switch (reply.answer()) {
                case Answer.Whole whole -> answered(span, whole.completion());
                case Answer.Embedded embedded ->
                    used(span, embedded.embeddings().usage());
                case Answer.Streamed streamed -> {
                    span.setAttribute(Keys.FIRST_TOKEN_MICROS, TimeUnit.NANOSECONDS.toMicros(ticker.nanos() - started));
                    trace.streams(deployment, span);
                    open = true;
                }
            }
            return reply;
        } catch (FailedException e) {
            failed(span, e.failure().code());
            throw e;
        } catch (RuntimeException e) {
            failed(span, e.getClass().getName());
            throw e;
        } finally {
            if (!open) {
                span.end();
            }
        }
    }

    private Span span(CallTrace trace, String operation, Deployment deployment) {
        // what goes on with a broken stream, or hedges it, has a thread of its own
        Context parent = Span.current().getSpanContext().isSampled() ? Context.current() : trace.context();
        return traces.tracer()
                .spanBuilder(operation + " " + deployment.model())
                .setParent(parent)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(Keys.OPERATION, operation)
                .setAttribute(Keys.PROVIDER, Names.provider(deployment.provider(), deployment.dialect()))
                .setAttribute(Keys.REQUEST_MODEL, deployment.model())
                .setAttribute(Keys.DEPLOYMENT, deployment.id())
                .setAttribute(Keys.REGION, deployment.region())
                .setAttribute(Keys.SERVER, deployment.endpoint().getHost())
                .startSpan();
    }

    /** The conventions' word for what is asked. */
    private static String operation(Request request) {
        return switch (request) {
            case Request.Chat chat -> "chat";
            case Request.Embedding embedding -> "embeddings";
        };
    }

    private static void used(Span span, @Nullable Usage usage) {
        if (usage != null) {
            span.setAttribute(Keys.INPUT_TOKENS, usage.inputTokens())
                    .setAttribute(Keys.OUTPUT_TOKENS, usage.outputTokens());
        }
    }

    private static void answered(Span span, Completion completion) {
        used(span, completion.usage());
        span.setAttribute(Keys.FINISH, List.of(completion.finish().name().toLowerCase(Locale.ROOT)));
    }

    private static void failed(Span span, String code) {
        span.setAttribute(Keys.ERROR, code).setStatus(StatusCode.ERROR);
    }
}
