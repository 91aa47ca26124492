package gateway.app;

import gateway.api.ReadChat;
import gateway.api.WriteAnswer;
import gateway.killswitch.SwitchSource;
import gateway.wire.responses.ResponsesClientCodec;
import java.time.InstantSource;
import java.util.Map;

/** What answers OpenAI's Responses API. */
final class ResponsesParts {
    private ResponsesParts() {}

    /** The beans by the names that routes use. */
    static Map<String, Object> beans(SwitchSource switches, InstantSource clock) {
        ResponsesClientCodec codec = new ResponsesClientCodec(clock);
        return Map.of("readResponses", new ReadChat(codec), "writeResponses", new WriteAnswer(codec, switches, clock));
    }
}
