package gateway.api;

import gateway.Stage;
import gateway.api.HttpReply.Payload;
import gateway.killswitch.SwitchSource;
import gateway.model.Answer;
import gateway.model.Original;
import gateway.model.Outcome;
import gateway.wire.ClientCodec;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.Map;

/** Writes an answer in a client's dialect; the provider's own bytes, where it speaks the same. */
public final class WriteAnswer implements Stage<Outcome, HttpReply> {
    private final ClientCodec codec;
    private final AnswerHeaders headers;

    /** Takes the dialect, the switches for their revision, and the clock by which rates begin anew. */
    public WriteAnswer(ClientCodec codec, SwitchSource switches, InstantSource clock) {
        this.codec = codec;
        this.headers = new AnswerHeaders(codec.dialect(), switches, clock);
    }

    @Override
    public HttpReply apply(Outcome outcome) {
        Map<String, String> told = headers.of(outcome);
        return switch (outcome.served().answer()) {
            case Answer.Whole whole -> {
                told.put("content-type", "application/json");
                yield new HttpReply(200, told, new Payload.Bytes(body(outcome, whole)));
            }
            case Answer.Embedded embedded ->
                throw new IllegalStateException("vectors answer no conversation: another route writes them");
            case Answer.Streamed streamed -> {
                told.put("content-type", "text/event-stream; charset=utf-8");
                told.put("cache-control", "no-cache");
                told.put("x-accel-buffering", "no");
                String id = outcome.request().call().id();
                yield new HttpReply(
                        200,
                        told,
                        new Payload.Events(streamed, codec.events(outcome), failure -> Problems.of(failure, id)));
            }
        };
    }

    private Buffer body(Outcome outcome, Answer.Whole whole) {
        Original original = whole.original();
        return original != null && codec.passes(original)
                ? Buffer.buffer(original.json())
                : Buffer.buffer(codec.write(outcome, whole.completion()));
    }
}
