package gateway.api.response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.api.HeldStream;
import gateway.control.StoreException;
import gateway.model.Json;
import gateway.model.Outcome;
import gateway.model.Residency;
import gateway.model.Tenant;
import gateway.response.KeptResponse;
import gateway.response.ResponseBook;
import gateway.wire.JsonCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one answer. Blocks. Thread-safe. */
final class Keeping implements HeldStream.Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    private final ResponseBook book;
    private final String request;
    private final Tenant tenant;
    private final Residency wished;
    private final String id;
    private final Json input;

    /**
     * Takes where it is kept, and what it answers.
     *
     * @param id of the answer
     * @param input the conversation before it
     */
    Keeping(ResponseBook book, Outcome outcome, String id, Json input) {
        this.book = book;
        this.request = outcome.request().call().id();
        this.tenant = outcome.decision().plan().tenant();
        this.wished = outcome.request().call().wishes().residency();
        this.id = id;
        this.input = input;
    }

    /** Keeps the answer as it stands in the last event of a stream. */
    @Override
    public void complete(@Nullable ByteBuffer sent, ByteBuffer last) {
        String frames = StandardCharsets.UTF_8.decode(last).toString();
        String data = frames.substring(frames.lastIndexOf("\ndata: ") + "\ndata: ".length());
        try {
            JsonNode response = JsonCodec.MAPPER.readTree(data).path("response");
            keep(response.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event of our own is no JSON", e);
        }
    }

    /** One that broke off is not kept. */
    @Override
    public void incomplete() {
        // nothing was claimed
    }

    /**
     * Keeps an answer. One that cannot be kept is sent all the same, as it has been paid for.
     *
     * @param response its JSON
     */
    void keep(String response) {
        String json = "{\"input\":" + input.text() + ",\"response\":" + response + "}";
        boolean eu = wished == Residency.EU || tenant.residency() == Residency.EU;
        try {
            book.keep(
                    tenant.id(),
                    id,
                    new KeptResponse(
                            ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), eu ? Residency.EU : Residency.ANY));
        } catch (StoreException e) {
            LOG.warn("the response to request {} could not be kept", request);
        }
    }
}
