package gateway.queue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import gateway.Stage;
import gateway.api.ClientHeaders;
import gateway.api.HttpReply;
import gateway.ingress.CallIntake;
import gateway.ingress.CallIntake.Arrival;
import gateway.ingress.CallRunner;
import gateway.model.Cancellation;
import gateway.model.Redacted;
import gateway.model.Refusal;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Supplier;
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
    private final CallIntake intake;
    private final Future<CallRunner.Handler> handler;
    private final Supplier<Executor> loops;
    private final Supplier<String> ids;

    /**
     * Takes what it works with.
     *
     * @param route id of the ingress route
     * @param key API key of all messages; null = each brings its own
     * @param maxBytes the largest body
     * @param intake bounds how many calls there are at once
     * @param handler runs the conversation's route, once the gateway is ready
     * @param loops gives an event loop for each call
     * @param ids makes ids for what never becomes a call
     */
    public AnswerMessage(
            String route,
            @Nullable Redacted key,
            int maxBytes,
            CallIntake intake,
            Future<CallRunner.Handler> handler,
            Supplier<Executor> loops,
            Supplier<String> ids) {
        this.route = route;
        this.key = key;
        this.maxBytes = maxBytes;
        this.intake = intake;
        this.handler = handler;
        this.loops = loops;
        this.ids = ids;
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
        return new Answered(message, intake.refusal(ids.get(), refusal), false);
    }

    private HttpReply ask(QueueMessage message, byte[] body) {
        try {
            return ask(message, body, handler.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueueException("stopped while a message was being answered", e);
        } catch (ExecutionException e) {
            throw new QueueException("a message has got no reply", e);
        }
    }

    private HttpReply ask(QueueMessage message, byte[] body, CallRunner.Handler ready)
            throws InterruptedException, ExecutionException {
        CompletableFuture<HttpReply> reply = new CompletableFuture<>();
        Runnable leave = intake.take(
                new Arrival(
                        route,
                        "/" + route,
                        ClientHeaders.from(name -> header(message, name)),
                        Buffer.buffer(body),
                        loops.get(),
                        Cancellation.NEVER,
                        () -> {}),
                ready,
                reply::complete);
        try {
            return reply.get();
        } finally {
            leave.run();
        }
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
