package gateway.queue;

import gateway.Stage;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;

/** Queues answer whole. */
public final class RefuseStream implements Stage<Request.Chat, Request.Chat> {
    @Override
    public Request.Chat apply(Request.Chat chat) {
        if (chat.stream()) {
            throw new RefusedException(new Refusal.Malformed(
                    "'stream' must be false or left out: a queue has one reply to each message", "stream"));
        }
        return chat;
    }
}
