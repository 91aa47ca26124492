package gateway.call;

import gateway.model.Chunk;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.OnBreak;
import gateway.model.Request;

/** How far an answer has come, and whether another deployment can go on with it. Confined to one event loop. */
final class Progress {
    /** A longer text is not sent again. */
    private static final int MOST = 1_000_000;

    private final boolean goesOn;
    private final StringBuilder text = new StringBuilder();
    private boolean finished;
    private boolean bound;

    Progress(Request.Chat asked) {
        this.goesOn = asked.call().wishes().onBreak() == OnBreak.CONTINUE;
        // half a document of a schema cannot be written on by whoever has not begun it
        this.bound = asked.format() != null || asked.rest().containsKey("n");
    }

    void add(Iterable<Chunk> chunks) {
        for (Chunk chunk : chunks) {
            switch (chunk) {
                case Chunk.TextDelta delta -> text.append(delta.text());
                case Chunk.Finished end -> finished = true;
                // a call that is half there, or thoughts under a seal, are their model's own
                case Chunk.ToolCallStarted call -> bound = true;
                case Chunk.ToolCallArguments arguments -> bound = true;
                case Chunk.ThinkingDelta thinking -> bound = true;
                case Chunk.ThinkingSignature seal -> bound = true;
                case Chunk.RedactedThinkingBlock block -> bound = true;
                case Chunk.Started started -> {}
                case Chunk.UsageSeen usage -> {}
                case Chunk.Handover handover -> {}
                case Chunk.Done done -> {}
            }
        }
    }

    /** Whether the model has said its last word, so that nothing is missing. */
    boolean isFinished() {
        return finished;
    }

    /** The text so far. */
    String text() {
        return text.toString();
    }

    boolean allows(Failure failure) {
        boolean nothing = text.isEmpty() || text.toString().isBlank();
        return (failure.kind().counted() || failure.kind() == Kind.RATE_LIMITED)
                && !bound
                && (nothing || (goesOn && text.length() <= MOST));
    }
}
