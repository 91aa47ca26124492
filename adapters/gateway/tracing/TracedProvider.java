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
import io.opentelemetry.api.trace.SpanKind;
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
        CallSpan span = span(trace, deployment);
        boolean open = false;
        long started = ticker.nanos();
        try {
            Reply reply = Place.get(span, () -> behind.call(request, deployment, required, timeout));
            switch (reply.answer()) {
                case Answer.Whole whole -> answered(span, whole.completion());
                case Answer.Embedded embedded ->
                    used(span, embedded.embeddings().usage());
                case Answer.Streamed streamed -> {
                    span.set(Keys.FIRST_TOKEN_MICROS, TimeUnit.NANOSECONDS.toMicros(ticker.nanos() - started));
                    trace.streams(deployment, span);
                    open = true;
                }
            }
            return reply;
        } catch (FailedException e) {
            span.fail(e.failure().code());
            throw e;
        } catch (RuntimeException e) {
            span.fail(e.getClass().getName());
            throw e;
        } finally {
            if (!open) {
                span.end();
            }
        }
    }

    private static CallSpan span(CallTrace trace, Deployment deployment) {
        String operation = Names.operation(deployment.kind());
        CallSpan step = Place.currentSpan();
        CallSpan parent = step == null || step.trace() != trace ? trace.root() : step;
        return parent.child(operation + " " + deployment.model(), SpanKind.CLIENT)
                .set(Keys.OPERATION, operation)
                .set(Keys.PROVIDER, Names.provider(deployment.provider(), deployment.dialect()))
                .set(Keys.REQUEST_MODEL, deployment.model())
                .set(Keys.DEPLOYMENT, deployment.id())
                .set(Keys.REGION, deployment.region())
                .set(Keys.SERVER, deployment.endpoint().getHost());
    }

    private static void used(CallSpan span, @Nullable Usage usage) {
        if (usage != null) {
            span.set(Keys.INPUT_TOKENS, usage.inputTokens()).set(Keys.OUTPUT_TOKENS, usage.outputTokens());
        }
    }

    private static void answered(CallSpan span, Completion completion) {
        used(span, completion.usage());
        span.set(Keys.FINISH, List.of(completion.finish().name().toLowerCase(Locale.ROOT)));
    }
}
