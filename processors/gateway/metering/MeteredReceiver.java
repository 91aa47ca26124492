package gateway.metering;

import gateway.metering.Ended.Exit;
import gateway.model.Chunk;
import gateway.model.Deployment;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.Outcome;
import gateway.model.Receiver;
import gateway.model.Usage;
import gateway.token.TextTally;
import gateway.token.TokenCounter;
import org.jspecify.annotations.Nullable;

/** The push stage that counts a stream. Confined to one event loop. */
final class MeteredReceiver implements Receiver {
    private final Meter meter;
    private final TokenCounter tokens;
    private final Outcome outcome;
    private final Receiver next;
    private final TextTally content = new TextTally();
    private final FormTally form;
    /** What came since a provider that counts as it goes has told its last count; null for one that does not. */
    private @Nullable TextTally untold;

    private @Nullable Usage seen;
    private boolean finished;
    /** Whether the model thinks, of which a provider may show less than it counts. */
    private boolean thinks;

    MeteredReceiver(Meter meter, TokenCounter tokens, Outcome outcome, Receiver next) {
        this.meter = meter;
        this.tokens = tokens;
        this.outcome = outcome;
        this.next = next;
        this.form = new FormTally(outcome.request());
    }

    @Override
    public void next(Event event) {
        Usage before = seen;
        for (Chunk chunk : event.chunks()) {
            form.add(chunk);
            switch (chunk) {
                case Chunk.UsageSeen usage -> seen = usage.usage();
                case Chunk.TextDelta text -> add(text.text());
                case Chunk.ThinkingDelta thinking -> {
                    thinks = true;
                    add(thinking.text());
                }
                case Chunk.ToolCallArguments arguments -> add(arguments.fragment());
                case Chunk.Finished end -> finished = true;
                case Chunk.Started start -> {}
                case Chunk.ThinkingSignature signature -> {}
                case Chunk.RedactedThinkingBlock redacted -> {
                    thinks = true;
                    add(redacted.data());
                }
                case Chunk.ToolCallStarted call -> {
                    content.gap();
                    add(call.name());
                    content.gap();
                }
                case Chunk.Done done -> {}
            }
        }
        if (before != null && seen != null && seen.outputTokens() > before.outputTokens()) {
            untold = new TextTally();
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

    private void add(String text) {
        content.add(text);
        if (untold != null) {
            untold.add(text);
        }
    }

    private void close(Exit exit, @Nullable Failure failure) {
        Usage told = seen;
        Deployment served = outcome.served().deployment();
        if (told == null) {
            meter.ended(outcome, exit, failure, meter.estimate(outcome, content), true, form.form());
            return;
        }
        if (finished) {
            if (exit == Exit.COMPLETE && !thinks && !outcome.request().rest().containsKey("n")) {
                tokens.learnOutput(served, content, told);
            }
            meter.ended(outcome, exit, failure, told, false, form.form());
            return;
        }
        meter.ended(outcome, exit, failure, told.withOutput(output(told)), true, form.form());
    }

    /**
     * The output of an answer that broke off. One count before the end is a placeholder, so that the larger one holds;
     * one that grows is true for what came before it.
     */
    private long output(Usage told) {
        TextTally rest = untold;
        if (rest == null) {
            return Math.max(told.outputTokens(), meter.output(outcome, 0, content));
        }
        return rest.likely() == 0 ? told.outputTokens() : meter.output(outcome, told.outputTokens(), rest);
    }
}
