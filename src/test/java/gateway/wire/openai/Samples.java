package gateway.wire.openai;

import gateway.model.Answer;
import gateway.model.Attempt;
import gateway.model.Call;
import gateway.model.Cancellation;
import gateway.model.Chunk;
import gateway.model.Completion;
import gateway.model.Decision;
import gateway.model.DecisionRecord;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Event;
import gateway.model.FinishReason;
import gateway.model.Message;
import gateway.model.Outcome;
import gateway.model.Part;
import gateway.model.Plan;
import gateway.model.Price;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.model.Role;
import gateway.model.Sampling;
import gateway.model.Tenant;
import gateway.model.Usage;
import gateway.model.Wishes;
import gateway.wire.EventReader;
import gateway.wire.EventWriter;
import gateway.wire.sse.SseFrame;
import gateway.wire.sse.SseReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Values that the tests of this package have in common. */
final class Samples {
    static final Deployment GPT = deployment(Dialect.OPENAI, "https://api.openai.com");
    static final Deployment MISTRAL = deployment(Dialect.OPENAI, "https://api.mistral.ai");
    static final Deployment OLLAMA = deployment(Dialect.OPENAI, "http://ollama.internal:11434");
    static final Deployment CLAUDE = deployment(Dialect.ANTHROPIC, "https://api.anthropic.com");
    static final Usage USAGE = new Usage(10, 4, 2, 1, 7, 3);

    private Samples() {}

    static Deployment deployment(Dialect dialect, String endpoint) {
        return new Deployment(
                "test",
                "test-model",
                "test-provider",
                dialect,
                URI.create(endpoint),
                "upstream-\"name\"",
                "eu",
                Residency.EU,
                "main",
                new Price(1, 1, 1, 1, 1),
                100_000,
                4_096,
                1,
                1);
    }

    static Call call(Dialect dialect) {
        return new Call("req-1", "test", dialect, 0, null, Wishes.NONE, Runnable::run, Cancellation.NEVER);
    }

    static Request.Chat read(String json) {
        return new OpenAiClientCodec(() -> Instant.EPOCH)
                .read(call(Dialect.OPENAI), json.getBytes(StandardCharsets.UTF_8));
    }

    /** As it is after a stage has changed its content. */
    static Request.Chat withoutOriginal(Request.Chat chat) {
        return new Request.Chat(
                chat.call(),
                chat.model(),
                chat.messages(),
                chat.tools(),
                chat.toolChoice(),
                chat.parallelToolCalls(),
                chat.sampling(),
                chat.stop(),
                chat.format(),
                chat.reasoning(),
                chat.stream(),
                chat.streamUsage(),
                chat.rest(),
                null);
    }

    /** A request that came in Anthropic's dialect. */
    static Request.Chat anthropic(Sampling sampling, List<String> stop, Part... parts) {
        return new Request.Chat(
                call(Dialect.ANTHROPIC),
                "test-model",
                List.of(new Message(Role.USER, List.of(parts))),
                List.of(),
                null,
                null,
                sampling,
                stop,
                null,
                null,
                false,
                true,
                Map.of(),
                null);
    }

    static Outcome outcome(Request.Chat chat, Deployment deployment) {
        Plan plan = new Plan(
                chat, new Tenant("demo", "key-1", Residency.ANY), 1, List.of(deployment), 0, DecisionRecord.EMPTY);
        Completion none = new Completion("", "", List.of(), FinishReason.STOP, null, null);
        Attempt.Answered served = new Attempt.Answered(deployment, 0, new Answer.Whole(none, null), List.of());
        return new Outcome(new Decision(plan, List.of(deployment), "test", 1), served, List.of(served), 0);
    }

    static List<SseFrame> frames(String sse) {
        List<SseFrame> frames = new ArrayList<>();
        SseReader reader = new SseReader(1 << 20);
        reader.read(sse.getBytes(StandardCharsets.UTF_8), frames::add);
        SseFrame rest = reader.rest();
        if (rest != null) {
            frames.add(rest);
        }
        return frames;
    }

    static List<Event> events(EventReader reader, String sse) {
        return frames(sse).stream().map(reader::next).toList();
    }

    static List<Chunk> chunks(String sse) {
        return events(new OpenAiProviderCodec().events(), sse).stream()
                .flatMap(event -> event.chunks().stream())
                .toList();
    }

    /** What the writer makes of the chunks, each in an event without bytes of its own, and of the end. */
    static String written(EventWriter writer, Chunk... chunks) {
        StringBuilder out = new StringBuilder();
        for (Chunk chunk : chunks) {
            writer.next(new Event(List.of(chunk), null), bytes -> out.append(text(bytes)));
        }
        writer.end(bytes -> out.append(text(bytes)));
        return out.toString();
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    static String resource(String path) {
        try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
