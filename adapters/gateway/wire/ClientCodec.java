package gateway.wire;

import gateway.model.Call;
import gateway.model.Completion;
import gateway.model.Dialect;
import gateway.model.Original;
import gateway.model.Outcome;
import gateway.model.Request;

/** A dialect as clients speak it to us. Thread-safe. */
public interface ClientCodec {
    /** Which dialect. */
    Dialect dialect();

    /**
     * Reads a request.
     *
     * @param call its envelope
     * @param body UTF-8 JSON as it came
     * @throws gateway.model.RefusedException with {@code Malformed} or {@code UnsupportedFeature}, naming the field and
     *     how to put it right
     */
    Request.Chat read(Call call, byte[] body);

    /**
     * Writes a whole answer that came in another dialect, or that was changed.
     *
     * @param outcome what it answers
     * @param completion the answer
     */
    byte[] write(Outcome outcome, Completion completion);

    /** Whether a provider's answer may go to a client as it came. */
    default boolean passes(Original original) {
        return original.dialect() == dialect();
    }

    /** Makes a writer for one streamed answer. */
    EventWriter events(Outcome outcome);

    /** Writes the body of an error response. */
    byte[] error(Problem problem);

    /** Writes the event that ends a stream with an error. */
    byte[] errorEvent(Problem problem);
}
