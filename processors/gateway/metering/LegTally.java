package gateway.metering;

import gateway.model.Chunk;
import gateway.model.Outcome;
import gateway.model.Usage;
import gateway.token.TextTally;
import org.jspecify.annotations.Nullable;

/** Sees what one deployment streams, and what it tells of its usage. Confined to one event loop. */
public final class LegTally {
    private final TextTally content = new TextTally();
    /** What came since a provider that counts as it goes has told its last count; null for one that does not. */
    private @Nullable TextTally untold;

    private @Nullable Usage seen;
    private boolean finished;
    /** Whether content came after the last count. */
    private boolean stale;
    /** Whether the model thinks, of which a provider may show less than it counts. */
    private boolean thinks;

    /**
     * The usage of a stream that has ended, one way or another.
     *
     * @param usage its tokens
     * @param estimated whether the provider's own count is missing or was not its last word
     */
    public record Told(Usage usage, boolean estimated) {}

    /** The chunks of one event. */
    public void add(Iterable<Chunk> chunks) {
        Usage before = seen;
        for (Chunk chunk : chunks) {
            switch (chunk) {
                case Chunk.UsageSeen usage -> {
                    seen = usage.usage();
                    stale = false;
                }
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
                case Chunk.Handover handover -> {}
                case Chunk.Done done -> {}
            }
        }
        if (before != null && seen != null && seen.outputTokens() > before.outputTokens()) {
            untold = new TextTally();
        }
    }

    /** What it has used: told by the provider, or estimated from what passed by, and then never zero. */
    public Told told(UsageEstimate estimate, Outcome outcome) {
        Usage last = seen;
        if (last == null) {
            return new Told(estimate.of(outcome, content), true);
        }
        // a count that was told before the content and never again is no last word
        return finished && !stale
                ? new Told(last, false)
                : new Told(last.withOutput(output(estimate, outcome, last)), true);
    }

    /** The text of which a provider has told the tokens; null where that teaches nothing. */
    @Nullable TextTally lesson(Outcome outcome) {
        return seen != null
                        && finished
                        && !stale
                        && !thinks
                        && !outcome.request().rest().containsKey("n")
                ? content
                : null;
    }

    /**
     * The output of an answer that broke off. One count before the end is a placeholder, so that the larger one holds;
     * one that grows is true for what came before it.
     */
    private long output(UsageEstimate estimate, Outcome outcome, Usage last) {
        TextTally rest = untold;
        if (rest == null) {
            return Math.max(last.outputTokens(), estimate.output(outcome, 0, content));
        }
        return rest.likely() == 0 ? last.outputTokens() : estimate.output(outcome, last.outputTokens(), rest);
    }

    private void add(String text) {
        stale = true;
        content.add(text);
        if (untold != null) {
            untold.add(text);
        }
    }
}
