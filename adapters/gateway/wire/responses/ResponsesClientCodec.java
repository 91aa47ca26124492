package gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Call;
import gateway.model.Completion;
import gateway.model.Original;
import gateway.model.Outcome;
import gateway.model.Request;
import gateway.wire.EventWriter;
import gateway.wire.JsonCodec;
import gateway.wire.Problem;
import gateway.wire.openai.DatedCodec;
import gateway.wire.openai.ErrorWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** OpenAI's Responses API as clients speak it to us. Thread-safe. */
public final class ResponsesClientCodec extends DatedCodec {
    private final InstantSource clock;

    /**
     * Makes the codec.
     *
     * @param clock tells when an answer was {@code created_at}
     */
    public ResponsesClientCodec(InstantSource clock) {
        super(clock);
        this.clock = clock;
    }

    @Override
    public Request.Chat read(Call call, byte[] body) {
        return new RequestReader(call, JsonCodec.object(body), body.length).read(idOf(call), null);
    }

    /**
     * Reads a request whose answer may be kept, and which may go on from one that is.
     *
     * @param call its envelope
     * @param body the parsed body; its {@code input} is replaced by the whole conversation
     * @param bytes length of the body as it came
     * @param id of the answer, if it is to be kept
     * @param earlier items of the conversation that it goes on from; empty = it goes on from none
     * @throws gateway.model.RefusedException as {@link #read(Call, byte[])}
     */
    public Request.Chat read(Call call, ObjectNode body, int bytes, String id, ArrayNode earlier) {
        return new RequestReader(call, body, bytes).read(id, earlier);
    }

    /** The id of an answer that is not kept. */
    public static String idOf(Call call) {
        return "resp_" + call.id();
    }

    /** The items of a request's {@code input}, a text as the message that it stands for. */
    public static ArrayNode items(JsonNode input) {
        return RequestReader.items(input);
    }

    @Override
    public boolean passes(Original original) {
        return false;
    }

    @Override
    public byte[] write(Outcome outcome, Completion completion) {
        return ResponseWriter.write(outcome, completion, now());
    }

    @Override
    public EventWriter events(Outcome outcome) {
        return new ResponsesEventWriter(outcome, clock);
    }

    @Override
    public byte[] error(Problem problem) {
        return ErrorWriter.error(Frames.named(problem)).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] errorEvent(Problem problem) {
        return Frames.frame("error", Frames.error(problem), 0).getBytes(StandardCharsets.UTF_8);
    }
}
