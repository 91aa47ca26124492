package gateway.wire.openai;

import gateway.model.Chunk;
import gateway.model.Dialect;
import gateway.model.Event;
import gateway.model.FinishReason;
import gateway.model.Outcome;
import gateway.model.Usage;
import gateway.wire.ByteSink;
import gateway.wire.DeadlineMark;
import gateway.wire.EventWriter;
import gateway.wire.HandoverNotice;
import gateway.wire.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one streamed answer as {@code chat.completion.chunk} frames. Confined to one event loop. */
final class OpenAiEventWriter implements EventWriter {
    private static final String END = "}\n\n";
    private static final String NO_LOGPROBS = "null";
    private static final ByteBuffer DONE = ByteBuffer.wrap("data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII))
            .asReadOnlyBuffer();

    private final Outcome outcome;
    private final long created;
    private final boolean passThrough;
    private final BitSet callsWithoutArguments = new BitSet();
    private String id;
    private String model;
    private @Nullable String head;
    private @Nullable Usage usage;
    /**
     * Held until the end, as some providers give one before their last text (recorded), and clients take it for the
     * end.
     */
    private @Nullable FinishReason finish;

    private boolean started;
    private boolean finished;
    private boolean over;

    OpenAiEventWriter(Outcome outcome, long created) {
        this.outcome = outcome;
        this.created = created;
        passThrough = outcome.served().deployment().dialect() == Dialect.OPENAI;
        id = CompletionWriter.id(outcome, "");
        model = CompletionWriter.model(outcome, "");
    }

    @Override
    public void next(Event event, ByteSink out) {
        if (over) {
            return;
        }
        ByteBuffer raw = event.raw();
        if (passThrough && raw != null) {
            pass(event.chunks(), raw, out);
            return;
        }
        for (Chunk chunk : event.chunks()) {
            write(chunk, out);
        }
    }

    @Override
    public void end(ByteSink out) {
        if (over) {
            return;
        }
        if (!finished) {
            finish(finish == null ? FinishReason.STOP : finish, out);
        }
        Usage seen = usage;
        if (seen != null && outcome.chat().streamUsage()) {
            put(
                    new StringBuilder(head())
                            .append("[],\"usage\":")
                            .append(UsageFields.write(seen))
                            .append("}\n\n"),
                    out);
        }
        over = true;
        out.put(DONE);
    }

    @Override
    public void fail(Problem problem, ByteSink out) {
        if (over) {
            return;
        }
        over = true;
        put(new StringBuilder(ErrorWriter.event(problem)), out);
    }

    /** Hands the provider's bytes on, but for the usage that only we asked for. */
    private void pass(List<Chunk> chunks, ByteBuffer raw, ByteSink out) {
        boolean usageOnly = !chunks.isEmpty();
        boolean usageHere = false;
        for (Chunk chunk : chunks) {
            if (chunk instanceof Chunk.UsageSeen) {
                usageHere = true;
            } else {
                usageOnly = false;
                note(chunk);
            }
        }
        if (usageOnly && !outcome.chat().streamUsage()) {
            return;
        }
        if (usageHere) {
            usage = null;
        }
        out.put(raw);
    }

    /** Keeps in step with what went through, in case that a later event has to be written. */
    private void note(Chunk chunk) {
        switch (chunk) {
            case Chunk.Started begin -> {
                name(begin);
                started = true;
            }
            case Chunk.Finished ignored -> finished = true;
            case Chunk.Done ignored -> over = true;
            case Chunk.TextDelta ignored -> {}
            case Chunk.ThinkingDelta ignored -> {}
            case Chunk.ThinkingSignature ignored -> {}
            case Chunk.RedactedThinkingBlock ignored -> {}
            case Chunk.ToolCallStarted ignored -> {}
            case Chunk.ToolCallArguments ignored -> {}
            case Chunk.UsageSeen ignored -> {}
            case Chunk.Handover ignored -> {}
        }
    }

    private void write(Chunk chunk, ByteSink out) {
        switch (chunk) {
            case Chunk.Started begin -> {
                if (!started) {
                    name(begin);
                    start(out);
                }
            }
            case Chunk.TextDelta delta ->
                text(
                        delta.refusal() ? "refusal" : "content",
                        delta.text(),
                        Logprobs.shown(delta.logprobs(), delta.refusal()),
                        out);
            case Chunk.ThinkingDelta delta -> text("reasoning_content", delta.text(), NO_LOGPROBS, out);
            case Chunk.ToolCallStarted call -> call(call, out);
            case Chunk.ToolCallArguments arguments -> {
                if (!arguments.fragment().isEmpty()) {
                    callsWithoutArguments.clear(arguments.index());
                    arguments(arguments.index(), arguments.fragment(), out);
                }
            }
            case Chunk.Finished end -> finish = end.reason();
            case Chunk.UsageSeen seen -> usage = seen.usage();
            case Chunk.Handover handover -> HandoverNotice.write(handover, out);
            // seals of other dialects; end() writes the end mark
            case Chunk.ThinkingSignature ignored -> {}
            case Chunk.RedactedThinkingBlock ignored -> {}
            case Chunk.Done ignored -> {}
        }
    }

    private void name(Chunk.Started begin) {
        id = CompletionWriter.id(outcome, begin.id());
        model = CompletionWriter.model(outcome, begin.model());
        head = null;
    }

    private void start(ByteSink out) {
        started = true;
        put(delta("{\"role\":\"assistant\",\"content\":\"\"}", "null"), out);
    }

    private void text(String field, String text, String logprobs, ByteSink out) {
        if (!started) {
            start(out);
        }
        if (!text.isEmpty()) {
            StringBuilder frame =
                    open(text.length()).append("{\"").append(field).append("\":");
            put(close(JsonText.quote(frame, text).append('}'), logprobs, "null"), out);
        }
    }

    private void call(Chunk.ToolCallStarted call, ByteSink out) {
        if (!started) {
            start(out);
        }
        callsWithoutArguments.set(call.index());
        StringBuilder frame = open(120)
                .append("{\"tool_calls\":[{\"index\":")
                .append(call.index())
                .append(",\"id\":");
        JsonText.quote(frame, call.id()).append(",\"type\":\"function\",\"function\":{\"name\":");
        JsonText.quote(frame, call.name()).append(",\"arguments\":\"\"}}]}");
        put(close(frame, "null"), out);
    }

    private void arguments(int index, String fragment, ByteSink out) {
        StringBuilder frame = open(fragment.length() + 60)
                .append("{\"tool_calls\":[{\"index\":")
                .append(index)
                .append(",\"function\":{\"arguments\":");
        put(close(JsonText.quote(frame, fragment).append("}}]}"), "null"), out);
    }

    private void finish(FinishReason reason, ByteSink out) {
        finished = true;
        if (!started) {
            start(out);
        }
        // clients parse the arguments, and nothing at all is no JSON
        callsWithoutArguments.stream().forEach(index -> arguments(index, "{}", out));
        StringBuilder frame = delta("{}", '"' + Finish.write(reason) + '"');
        if (reason == FinishReason.DEADLINE) {
            frame.insert(frame.length() - END.length(), DeadlineMark.FIELD);
        }
        put(frame, out);
    }

    private StringBuilder delta(String delta, String finishReason) {
        return close(open(delta.length()).append(delta), finishReason);
    }

    private StringBuilder open(int length) {
        String common = head();
        return new StringBuilder(common.length() + length + 100).append(common).append("[{\"index\":0,\"delta\":");
    }

    private static StringBuilder close(StringBuilder frame, String finishReason) {
        return close(frame, NO_LOGPROBS, finishReason);
    }

    private static StringBuilder close(StringBuilder frame, String logprobs, String finishReason) {
        return frame.append(",\"logprobs\":")
                .append(logprobs)
                .append(",\"finish_reason\":")
                .append(finishReason)
                .append("}]")
                .append(END);
    }

    /** What all frames of the stream begin with. */
    private String head() {
        String known = head;
        if (known == null) {
            StringBuilder text = new StringBuilder("data: {\"id\":");
            JsonText.quote(text, id)
                    .append(",\"object\":\"chat.completion.chunk\",\"created\":")
                    .append(created)
                    .append(",\"model\":");
            known = JsonText.quote(text, model).append(",\"choices\":").toString();
            head = known;
        }
        return known;
    }

    private static void put(StringBuilder frame, ByteSink out) {
        out.put(ByteBuffer.wrap(frame.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
