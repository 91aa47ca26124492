package gateway.metering;

import gateway.metering.Ended.Exit;
import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.Outcome;
import gateway.model.Receiver;
import gateway.model.Usage;
import org.jspecify.annotations.Nullable;

/** The push stage that counts a stream. Confined to one event loop. */
final class MeteredReceiver implements Receiver {
    private final Meter meter;
    private final Outcome outcome;
    private final Receiver next;
    private @Nullable Usage seen;
    private long characters;
    private boolean finished;

    MeteredReceiver(Meter meter, Outcome outcome, Receiver next) {
        this.meter = meter;
        this.outcome = outcome;
        this.next = next;
    }

    @Override
    public void next(Event event) {
        for (Chunk chunk : event.chunks()) {
            switch (chunk) {
                case Chunk.UsageSeen usage -> seen = usage.usage();
                case Chunk.TextDelta text -> characters += text.text().length();
                case Chunk.ThinkingDelta thinking ->
                    characters += thinking.text().length();
                case Chunk.ToolCallArguments arguments ->
                    characters += arguments.fragment().length();
                case Chunk.Finished end -> finished = true;
                case Chunk.Started start -> {}
                case Chunk.ThinkingSignature signature -> {}
                case Chunk.RedactedThinkingBlock redacted ->
                    characters += redacted.data().length();
                case Chunk.ToolCallStarted call -> characters += call.name().length();
                case Chunk.Done done -> {}
            }
        }
        next.next(event);
    }

    @Override
    public void flush() {
        next.flush();
    }

    @Override
    public void end() {
        close(Exit.COMPLETE, null);
        next.end();
    }

    @Override
    public void fail(Failure failure) {
        close(Exit.FAILED, failure);
        next.fail(failure);
    }

    @Override
    public void cancelled() {
        close(Exit.CANCELLED, null);
        next.cancelled();
    }

    /** Usage that came before the end of an answer that broke off is a placeholder, so the larger count holds. */
    private void close(Exit exit, @Nullable Failure failure) {
        Usage told = seen;
        Usage estimate = UsageEstimate.of(outcome.request(), characters);
        if (told == null) {
            meter.ended(outcome, exit, failure, estimate, true);
        } else if (finished || told.outputTokens() >= estimate.outputTokens()) {
            meter.ended(outcome, exit, failure, told, !finished);
        } else {
            meter.ended(outcome, exit, failure, told.withOutput(estimate.outputTokens()), true);
        }
    }
}
