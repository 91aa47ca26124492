package gateway.wire.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.FinishReason;
import gateway.model.Usage;
import gateway.wire.EventReader;
import gateway.wire.JsonCodec;
import gateway.wire.sse.SseFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one stream, whose every frame is a whole response of its own. There is no end mark: the answer is complete once
 * a reason for its end came, and some models tell one with every frame (recorded), so that a later one counts instead
 * of an earlier one. An error that comes late is a bare JSON text, not an event.
 */
final class GeminiEventReader implements EventReader {
    private @Nullable CallIds ids;
    private @Nullable Usage usage;
    private int calls;
    /** The last reason for the end; null while there was none. */
    private @Nullable FinishReason finish;
    /** Whether a text or a call came, if only an empty one. */
    private boolean said;

    @Override
    public Event next(SseFrame frame) {
        ByteBuffer text = frame.data().hasRemaining() ? frame.data() : bare(frame.raw());
        if (!text.hasRemaining()) {
            return new Event(List.of(), frame.raw());
        }
        List<Chunk> chunks = new ArrayList<>();
        read(Reply.of(json(text)), text, chunks);
        return new Event(chunks, frame.raw());
    }

    @Override
    public boolean complete() {
        return finish != null;
    }

    /** The frame's bytes, if they are JSON rather than lines of an event; else nothing. */
    private static ByteBuffer bare(ByteBuffer raw) {
        byte[] bytes = new byte[raw.remaining()];
        raw.duplicate().get(bytes);
        int at = 0;
        while (at < bytes.length && Character.isWhitespace(bytes[at])) {
            at++;
        }
        boolean json = at < bytes.length && (bytes[at] == '{' || bytes[at] == '[');
        return json ? ByteBuffer.wrap(bytes) : ByteBuffer.allocate(0);
    }

    private static JsonNode json(ByteBuffer text) {
        try {
            return JsonCodec.read(text);
        } catch (JsonProcessingException e) {
            throw Reply.garbage();
        }
    }

    private void read(Reply reply, ByteBuffer text, List<Chunk> chunks) {
        CallIds known = ids;
        if (known == null) {
            known = CallIds.of(reply.id(), text);
            ids = known;
            chunks.add(new Chunk.Started(reply.id(), reply.model()));
        }
        said |= reply.parts().stream().anyMatch(ReplyPart::visible);
        if (reply.lacks(said)) {
            throw Reply.garbage();
        }
        for (JsonNode part : reply.parts()) {
            read(ReplyPart.of(part, known, calls), chunks);
        }
        boolean ends = reply.finish() != null || reply.blocked();
        usage(reply, ends, chunks);
        if (ends) {
            FinishReason told =
                    reply.finish() == null ? FinishReason.CONTENT_FILTER : Finish.of(reply.finish(), calls > 0);
            if (told != finish) {
                finish = told;
                chunks.add(new Chunk.Finished(told, null));
            }
        }
    }

    private void read(ReplyPart part, List<Chunk> chunks) {
        switch (part) {
            case ReplyPart.Said said -> {
                if (!said.text().isEmpty()) {
                    chunks.add(new Chunk.TextDelta(said.text()));
                }
            }
            case ReplyPart.Thought thought -> thought(thought, chunks);
            case ReplyPart.Called called -> {
                chunks.add(new Chunk.ToolCallStarted(calls, called.id(), called.name(), called.signature()));
                chunks.add(new Chunk.ToolCallArguments(calls, called.arguments().text()));
                calls++;
            }
            case ReplyPart.Unknown unknown -> {
                // there is no chunk for pictures or code, and no client can ask for them
            }
        }
    }

    private static void thought(ReplyPart.Thought thought, List<Chunk> chunks) {
        if (!thought.text().isEmpty()) {
            chunks.add(new Chunk.ThinkingDelta(thought.text()));
        }
        String signature = ThoughtSignature.marked(thought.signature());
        if (signature != null) {
            chunks.add(new Chunk.ThinkingSignature(signature));
        }
    }

    /** Early frames count the prompt alone; taken at its word, a stream that is cut there would have cost no output. */
    private void usage(Reply reply, boolean ends, List<Chunk> chunks) {
        Usage told = reply.usage();
        if (told != null && !told.equals(usage) && (ends || told.outputTokens() > 0)) {
            usage = told;
            chunks.add(new Chunk.UsageSeen(told));
        }
    }
}
