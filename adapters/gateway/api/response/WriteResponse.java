package gateway.api.response;

import gateway.Stage;
import gateway.api.HeldStream;
import gateway.api.HttpReply;
import gateway.api.HttpReply.Payload;
import gateway.api.WriteAnswer;
import gateway.model.Echo;
import gateway.model.Json;
import gateway.model.Outcome;
import gateway.response.ResponseBook;
import java.nio.charset.StandardCharsets;

/**
 * Writes an answer of OpenAI's Responses API, and keeps it before the client has it, if it is to be kept. Blocks.
 * Thread-safe.
 */
public final class WriteResponse implements Stage<Outcome, HttpReply> {
    private final WriteAnswer answer;
    private final ResponseBook book;

    /** Takes what writes answers, and where they are kept. */
    public WriteResponse(WriteAnswer answer, ResponseBook book) {
        this.answer = answer;
        this.book = book;
    }

    @Override
    public HttpReply apply(Outcome outcome) {
        HttpReply reply = answer.apply(outcome);
        Echo echo = outcome.request().call().echo();
        Json input = echo == null ? null : echo.input();
        if (echo == null || input == null) {
            return reply;
        }
        Keeping keeping = new Keeping(book, outcome, echo.id(), input);
        return switch (reply.payload()) {
            case Payload.Bytes bytes -> {
                keeping.keep(bytes.body().toString(StandardCharsets.UTF_8));
                yield reply;
            }
            case Payload.Events events ->
                new HttpReply(
                        reply.status(),
                        reply.headers(),
                        new HeldStream(events.writer(), outcome.request().call().relay(), 0, keeping).of(events));
        };
    }
}
