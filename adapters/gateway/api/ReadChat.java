package gateway.api;

import gateway.Stage;
import gateway.model.Request;
import gateway.wire.ClientCodec;

/** Reads an HTTP request in a client's dialect. */
public final class ReadChat implements Stage<HttpCall, Request.Chat> {
    private final ClientCodec codec;

    /** Takes the dialect. */
    public ReadChat(ClientCodec codec) {
        this.codec = codec;
    }

    @Override
    public Request.Chat apply(HttpCall call) {
        Request.Chat chat = codec.read(
                call.envelope(codec.dialect(), HeaderWishes.of(call.headers())),
                call.body().getBytes());
        if (chat.stream()) {
            call.streaming().run();
        }
        return chat;
    }
}
