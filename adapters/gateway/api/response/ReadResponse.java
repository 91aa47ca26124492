package gateway.api.response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.admission.Admission;
import gateway.admission.TenantDirectory;
import gateway.api.HeaderWishes;
import gateway.api.HttpCall;
import gateway.control.StoreException;
import gateway.model.Call;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.model.Wishes;
import gateway.response.KeptResponse;
import gateway.response.ResponseBook;
import gateway.wire.JsonCodec;
import gateway.wire.openai.Fields;
import gateway.wire.responses.ResponsesClientCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Reads a request of OpenAI's Responses API, together with the kept conversation that it goes on from. What was to stay
 * in the EU then stays there. Blocks where it has to look for one. Thread-safe.
 */
public final class ReadResponse implements Stage<HttpCall, Request.Chat> {
    private static final int SECRET_BYTES = 16;

    private final ResponsesClientCodec codec;
    private final ResponseBook book;
    private final TenantDirectory tenants;
    private final RandomGenerator random;

    /**
     * Takes what it needs.
     *
     * @param random makes the ids by which answers are kept; unpredictable, and thread-safe
     */
    public ReadResponse(
            ResponsesClientCodec codec, ResponseBook book, TenantDirectory tenants, RandomGenerator random) {
        this.codec = codec;
        this.book = book;
        this.tenants = tenants;
        this.random = random;
    }

    @Override
    public Request.Chat apply(HttpCall call) {
        byte[] bytes = call.body().getBytes();
        ObjectNode body = JsonCodec.object(bytes);
        Wishes wishes = HeaderWishes.of(call.headers());
        ArrayNode earlier = JsonNodeFactory.instance.arrayNode();
        String previous = new Fields(body, "").text("previous_response_id");
        if (previous != null) {
            KeptResponse kept = find(call, previous, "previous_response_id");
            earlier = conversation(kept);
            wishes = within(wishes, kept);
        }
        if (body.get("input") instanceof ArrayNode items) {
            List<KeptResponse> named = new ArrayList<>();
            body.set(
                    "input",
                    new References(id -> {
                                KeptResponse kept = find(call, id, "input");
                                named.add(kept);
                                return json(kept);
                            })
                            .resolved(items));
            for (KeptResponse each : named) {
                wishes = within(wishes, each);
            }
        }
        Call envelope = call.envelope(codec.dialect(), wishes);
        Request.Chat chat = codec.read(envelope, body, bytes.length, newId(envelope), earlier);
        if (chat.stream()) {
            call.streaming().run();
        }
        return chat;
    }

    private static Wishes within(Wishes wishes, KeptResponse kept) {
        return kept.residency() == Residency.EU ? wishes.in(Residency.EU) : wishes;
    }

    private KeptResponse find(HttpCall call, String id, String param) {
        String tenant = Admission.identify(tenants, call.headers().key()).id();
        // what follows waits for the store: it takes nobody's place among the calls that decide
        call.relay().execute(() -> {});
        try {
            KeptResponse kept = book.find(tenant, id);
            if (kept == null) {
                throw new RefusedException(new Refusal.NotFound(
                        "'" + param + "' names a response that is not kept for you: it may be forgotten by now, another"
                                + " tenant's, or one that was sent with 'store' false; send the whole conversation as"
                                + " 'input'"));
            }
            return kept;
        } catch (StoreException e) {
            throw new RefusedException(new Refusal.ResponsesUnavailable());
        }
    }

    /** All that was said up to the answer, and the answer. */
    private static ArrayNode conversation(KeptResponse kept) {
        JsonNode json = json(kept);
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        json.path("input").forEach(items::add);
        json.at("/response/output").forEach(items::add);
        return items;
    }

    /** What is kept of an answer. */
    static JsonNode json(KeptResponse kept) {
        try {
            return JsonCodec.read(copy(kept));
        } catch (JsonProcessingException e) {
            throw new StoreException("a kept response is damaged", e);
        }
    }

    private static ByteBuffer copy(KeptResponse kept) {
        byte[] bytes = new byte[kept.json().remaining()];
        kept.json().duplicate().get(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private String newId(Call call) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return ResponsesClientCodec.idOf(call) + "_" + HexFormat.of().formatHex(secret);
    }
}
