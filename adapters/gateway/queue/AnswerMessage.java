package gateway.queue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import gateway.Stage;
import gateway.api.ClientHeaders;
import gateway.api.HttpReply;
import gateway.model.Redacted;
import gateway.model.Refusal;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Asks the chain as an HTTP request does, and waits for its whole reply. The message's id is its idempotency key, where
 * it brings none: a message that comes again is given the first one's reply. Thread-safe.
 */
public final class AnswerMessage implements Stage<QueueMessage, Answered> {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int BAD_REQUEST = 400;

    private final String route;
    private final @Nullable Redacted key;
    private final int maxBytes;
    private final Asker asker;

    /**
     * Takes what it works with.
     *
     * @param route id of the ingress route
     * @param key API key of all messages; null = each brings its own
     * @param maxBytes the largest body
     * @param asker asks the chain
     */
    public AnswerMessage(String route, @Nullable Redacted key, int maxBytes, Asker asker) {
        this.route = route;
        this.key = key;
        this.maxBytes = maxBytes;
        this.asker = asker;
    }

    @Override
    public Answered apply(QueueMessage message) {
        String text = message.body();
        if (text == null) {
            return unreadable(
                    message,
                    new Refusal.Malformed("the message must be a text, or bytes, with the JSON of a request", null));
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        if (body.length > maxBytes) {
            return unreadable(message, new Refusal.PayloadTooLarge(maxBytes));
        }
        HttpReply reply = ask(message, body);
        return new Answered(message, reply, reply.status() != BAD_REQUEST || isObject(body));
    }

    private Answered unreadable(QueueMessage message, Refusal refusal) {
        return new Answered(message, asker.refusal(refusal), false);
    }

    private HttpReply ask(QueueMessage message, byte[] body) {
        return asker.ask(route, "/" + route, ClientHeaders.from(name -> header(message, name)), Buffer.buffer(body));
    }

    private @Nullable String header(QueueMessage message, String name) {
        String given = message.attributes().get(name);
        return switch (name) {
            case "authorization" -> key == null ? given : null;
            case "x-api-key" -> key == null ? given : key.value();
            case Attributes.IDEMPOTENCY_KEY -> id(message.journey());
            default -> given;
        };
    }

    /** Its key, else its id, which a producer of JMS may leave out. */
    private static @Nullable String id(Journey journey) {
        if (journey.key() != null) {
            return journey.key();
        }
        return journey.id().isEmpty() ? null : journey.id();
    }

    private static boolean isObject(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
