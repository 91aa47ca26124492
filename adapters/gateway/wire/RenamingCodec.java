package gateway.wire;

import gateway.model.Chunk;
import gateway.model.Completion;
import gateway.model.Deployment;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.Part;
import gateway.model.Request;
import gateway.wire.sse.SseFrame;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A dialect's codec for one call whose tools were sent by other names than the client's: answers call them as the
 * client does. A stream's events are without their own bytes, which hold the other names. Thread-safe.
 */
public final class RenamingCodec implements ProviderCodec {
    private final ProviderCodec codec;
    private final Map<String, String> originals;

    private RenamingCodec(ProviderCodec codec, Map<String, String> originals) {
        this.codec = codec;
        this.originals = Map.copyOf(originals);
    }

    /**
     * The codec for a call's answer.
     *
     * @param originals as in {@link ProviderCodec.Encoded#toolNames}; where it is empty, the codec itself is given
     */
    public static ProviderCodec of(ProviderCodec codec, Map<String, String> originals) {
        return originals.isEmpty() ? codec : new RenamingCodec(codec, originals);
    }

    @Override
    public Encoded encode(Request.Chat chat, Deployment deployment) {
        return codec.encode(chat, deployment);
    }

    @Override
    public Completion decode(byte[] body) {
        Completion read = codec.decode(body);
        return new Completion(
                read.id(),
                read.model(),
                read.content().stream().map(this::renamed).toList(),
                read.finish(),
                read.stopSequence(),
                read.usage());
    }

    @Override
    public @Nullable EmbeddingCodec embeddings(Deployment deployment) {
        return codec.embeddings(deployment);
    }

    @Override
    public @Nullable TokenCounting counting(Request.Chat chat, Deployment deployment) {
        return codec.counting(chat, deployment);
    }

    @Override
    public EventReader events() {
        EventReader events = codec.events();
        return new EventReader() {
            @Override
            public Event next(SseFrame frame) {
                return new Event(
                        events.next(frame).chunks().stream()
                                .map(RenamingCodec.this::renamed)
                                .toList(),
                        null);
            }

            @Override
            public boolean complete() {
                return events.complete();
            }

            @Override
            public void close() {
                events.close();
            }
        };
    }

    @Override
    public Failure failure(int status, Function<String, @Nullable String> header, byte[] body) {
        return codec.failure(status, header, body);
    }

    private Part renamed(Part part) {
        return part instanceof Part.ToolCall call && originals.containsKey(call.name())
                ? new Part.ToolCall(call.id(), name(call.name()), call.arguments(), call.signature())
                : part;
    }

    private Chunk renamed(Chunk chunk) {
        return chunk instanceof Chunk.ToolCallStarted call
                ? new Chunk.ToolCallStarted(call.index(), call.id(), name(call.name()), call.signature())
                : chunk;
    }

    private String name(String sent) {
        return originals.getOrDefault(sent, sent);
    }
}
