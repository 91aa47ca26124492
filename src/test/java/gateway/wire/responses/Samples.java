package gateway.wire.responses;

import gateway.model.Answer;
import gateway.model.Attempt;
import gateway.model.Chunk;
import gateway.model.Completion;
import gateway.model.Decision;
import gateway.model.Deployment;
import gateway.model.Event;
import gateway.model.Examples;
import gateway.model.FinishReason;
import gateway.model.Outcome;
import gateway.model.Part;
import gateway.model.Request;
import gateway.model.Usage;
import gateway.wire.EventWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Values that the tests of this package have in common. */
final class Samples {
    static final ResponsesClientCodec CODEC = new ResponsesClientCodec(() -> Instant.ofEpochSecond(1_700_000_000));
    static final Usage USAGE = new Usage(10, 4, 2, 1, 7, 3);

    private Samples() {}

    static Request.Chat read(String json) {
        return CODEC.read(Examples.call("req_1"), json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    static Outcome outcome(String json) {
        Request.Chat chat = read(json);
        Deployment deployment = Examples.deployment("one");
        Decision decision = Examples.decision(Examples.plan(chat, Examples.ANYWHERE, deployment));
        Completion none = new Completion("", "", List.of(), FinishReason.STOP, null, null);
        Attempt.Answered served = new Attempt.Answered(deployment, 0, new Answer.Whole(none, null), List.of());
        return new Outcome(decision, served, List.of(served), 0);
    }

    static Completion completion(FinishReason finish, Part... parts) {
        return new Completion("msg_1", "claude-x", List.of(parts), finish, null, USAGE);
    }

    /** What a stream of the chunks looks like, its end included. */
    static String streamed(String json, Chunk... chunks) {
        StringBuilder out = new StringBuilder();
        EventWriter writer = CODEC.events(outcome(json));
        for (Chunk chunk : chunks) {
            writer.next(new Event(List.of(chunk), null), bytes -> out.append(text(bytes)));
        }
        writer.end(bytes -> out.append(text(bytes)));
        return out.toString();
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
