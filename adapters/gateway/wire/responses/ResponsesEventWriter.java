package gateway.wire.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.FinishReason;
import gateway.model.Outcome;
import gateway.model.Usage;
import gateway.wire.ByteSink;
import gateway.wire.DeadlineMark;
import gateway.wire.EventWriter;
import gateway.wire.HandoverNotice;
import gateway.wire.JsonCodec;
import gateway.wire.Problem;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes one streamed answer as typed events. Text and thoughts end where another item begins; calls of tools end with
 * the answer, as their pieces may come in turns. The end is told once the stream is over, since usage may come after
 * the finish. Confined to one event loop.
 */
final class ResponsesEventWriter implements EventWriter {
    private final Frames frames = new Frames();
    private final InstantSource clock;
    private final ResponseWriter response;
    private final Map<Integer, OpenItem> calls = new LinkedHashMap<>();
    private final Map<Integer, ObjectNode> output = new TreeMap<>();
    /** A thought that the client does not want to see: it is told if it is sealed. */
    private final StringBuilder hidden = new StringBuilder();

    private @Nullable OpenItem open;
    private int items;
    private Usage usage = Usage.NONE;
    private FinishReason finish = FinishReason.STOP;
    private boolean begun;
    private boolean over;

    ResponsesEventWriter(Outcome outcome, InstantSource clock) {
        this.clock = clock;
        this.response = new ResponseWriter(outcome, clock.instant().getEpochSecond());
    }

    @Override
    public void next(Event event, ByteSink out) {
        for (Chunk chunk : event.chunks()) {
            if (!over) {
                write(chunk, out);
            }
        }
    }

    @Override
    public void end(ByteSink out) {
        if (over) {
            return;
        }
        over = true;
        begin(out);
        closeAll(Items.status(finish), out);
        ObjectNode end = JsonCodec.object();
        if (finish == FinishReason.DEADLINE) {
            end.putObject(DeadlineMark.NAME).put(DeadlineMark.KEY, DeadlineMark.VALUE);
        }
        end.set(
                "response",
                response.ended(finish, output(), usage, clock.instant().getEpochSecond()));
        frames.put("response." + Items.status(finish), end, out);
    }

    @Override
    public void fail(Problem problem, ByteSink out) {
        if (over) {
            return;
        }
        over = true;
        begin(out);
        ObjectNode failed = JsonCodec.object();
        failed.set("response", response.failed(problem, output()));
        frames.put("response.failed", failed, out);
        frames.put("error", Frames.error(problem), out);
    }

    private void write(Chunk chunk, ByteSink out) {
        if (chunk.semantic()) {
            begin(out);
        }
        switch (chunk) {
            case Chunk.Started started -> response.answeredBy(started.model());
            case Chunk.TextDelta delta -> text(delta, out);
            case Chunk.ThinkingDelta delta -> think(delta.text(), out);
            case Chunk.ThinkingSignature seal -> seal(seal.signature(), out);
            case Chunk.RedactedThinkingBlock block -> {
                OpenItem.Thought thought = thought(out);
                thought.hide(block.data());
                close(Items.COMPLETED, out);
            }
            case Chunk.ToolCallStarted call -> call(call, out);
            case Chunk.ToolCallArguments arguments -> {
                OpenItem call = calls.get(arguments.index());
                if (call != null && !arguments.fragment().isEmpty()) {
                    call.add(arguments.fragment(), out);
                }
            }
            case Chunk.UsageSeen seen -> usage = seen.usage();
            case Chunk.Finished end -> finish = end.reason();
            case Chunk.Handover handover -> HandoverNotice.write(handover, out);
            // the end is written when the stream has ended
            case Chunk.Done ignored -> {}
        }
    }

    private void begin(ByteSink out) {
        if (!begun) {
            begun = true;
            for (String type : new String[] {"response.created", "response.in_progress"}) {
                frames.put(type, JsonCodec.object().set("response", response.begun()), out);
            }
        }
    }

    private void text(Chunk.TextDelta delta, ByteSink out) {
        if (delta.text().isEmpty()) {
            return;
        }
        OpenItem.Message message = open instanceof OpenItem.Message begunAlready ? begunAlready : null;
        if (message == null) {
            message = new OpenItem.Message(response.id(), next(out), frames);
            begin(message, out);
        }
        message.add(delta, out);
    }

    private void think(String text, ByteSink out) {
        if (text.isEmpty()) {
            return;
        }
        if (!response.showsThinking()) {
            hidden.append(text);
            return;
        }
        if (!(open instanceof OpenItem.Thought)) {
            thought(out);
        }
        add(text, out);
    }

    private void seal(String signature, ByteSink out) {
        OpenItem.Thought thought = open instanceof OpenItem.Thought begunAlready ? begunAlready : null;
        if (thought == null) {
            String unseen = hidden.toString();
            thought = thought(out);
            thought.add(unseen, out);
        }
        thought.seal(signature);
        close(Items.COMPLETED, out);
    }

    private OpenItem.Thought thought(ByteSink out) {
        OpenItem.Thought thought = new OpenItem.Thought(response.id(), next(out), frames, response.showsThinking());
        begin(thought, out);
        return thought;
    }

    private void call(Chunk.ToolCallStarted started, ByteSink out) {
        if (started.signature() != null) {
            thought(out).sealCall(started.signature());
        }
        OpenItem call =
                new OpenItem.Call(response.id(), next(out), frames, started.id(), response.tool(started.name()));
        calls.put(started.index(), call);
        call.open(out);
    }

    private void begin(OpenItem item, ByteSink out) {
        open = item;
        item.open(out);
    }

    private void add(String text, ByteSink out) {
        if (open != null) {
            open.add(text, out);
        }
    }

    /** The place of another item, before which text and thoughts end. */
    private int next(ByteSink out) {
        close(Items.COMPLETED, out);
        hidden.setLength(0);
        return items++;
    }

    private void close(String status, ByteSink out) {
        if (open != null) {
            output.put(open.index, open.close(status, out));
            open = null;
        }
    }

    private void closeAll(String status, ByteSink out) {
        close(status, out);
        for (OpenItem call : calls.values()) {
            output.put(call.index, call.close(status, out));
        }
    }

    private ArrayNode output() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        output.values().forEach(array::add);
        return array;
    }
}
