package gateway.api.response;

import gateway.Stage;
import gateway.admission.Admission;
import gateway.admission.TenantDirectory;
import gateway.api.HttpCall;
import gateway.api.HttpReply;
import gateway.control.StoreException;
import gateway.killswitch.Switch;
import gateway.killswitch.SwitchSource;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.response.KeptResponse;
import gateway.response.ResponseBook;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows the caller's kept responses and what they answer, and deletes them. Switches on the tenant or on the route hold
 * here too. Thread-safe.
 */
public final class KeptResponses {
    /** The ingress route's id. */
    private static final String ROUTE = "openai-responses";

    private final @Nullable ResponseBook book;
    private final TenantDirectory tenants;
    private final SwitchSource switches;
    private final InstantSource clock;

    /**
     * Takes what it needs.
     *
     * @param book where they are; null where none are kept
     */
    public KeptResponses(
            @Nullable ResponseBook book, TenantDirectory tenants, SwitchSource switches, InstantSource clock) {
        this.book = book;
        this.tenants = tenants;
        this.switches = switches;
        this.clock = clock;
    }

    /** Shows one. Blocks. */
    public Stage<HttpCall, HttpReply> finder() {
        return new Step(this::find);
    }

    /** Deletes one. Blocks. */
    public Stage<HttpCall, HttpReply> deleter() {
        return new Step(this::delete);
    }

    /** Lists what one answers. Blocks. */
    public Stage<HttpCall, HttpReply> lister() {
        return new Step(this::list);
    }

    /** Says that there is nothing to cancel. Blocks. */
    public Stage<HttpCall, HttpReply> canceller() {
        return new Step(this::cancel);
    }

    private HttpReply find(HttpCall call) {
        Found found = found(call);
        return HttpReply.json(
                200,
                ReadResponse.json(found.response()).path("response").toString().getBytes(StandardCharsets.UTF_8));
    }

    private HttpReply delete(HttpCall call) {
        Found found = found(call);
        found.book().delete(found.tenant(), found.id());
        return HttpReply.json(
                200,
                JsonCodec.object()
                        .put("id", found.id())
                        .put("object", "response")
                        .put("deleted", true)
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
    }

    private HttpReply list(HttpCall call) {
        Found found = found(call);
        return HttpReply.json(
                200,
                InputItems.page(
                                InputItems.of(ReadResponse.json(found.response()), found.id()),
                                call.management().query())
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
    }

    private HttpReply cancel(HttpCall call) {
        found(call);
        throw JsonCodec.malformed(
                "the response is over: only one that was made with 'background' can be cancelled, which"
                        + " is not there; a request that can be taken back is a job (POST /v1/jobs)");
    }

    private Found found(HttpCall call) {
        String tenant = Admission.identify(tenants, call.headers().key()).id();
        Switch off = switches.current().against(tenant, ROUTE, clock.instant());
        if (off != null) {
            throw new RefusedException(new Refusal.SwitchedOff(off.path()));
        }
        if (book == null) {
            throw new RefusedException(new Refusal.NotFound(
                    "this gateway keeps no responses: whoever runs it can set 'gateway.responses.store'"));
        }
        String id = Objects.requireNonNull(call.parameters().get("id"));
        KeptResponse response = book.find(tenant, id);
        if (response == null) {
            throw new RefusedException(
                    new Refusal.NotFound("there is no response of yours with this id: it may be forgotten by now,"
                            + " another tenant's, or one that was sent with 'store' false"));
        }
        return new Found(book, tenant, id, response);
    }

    private record Found(ResponseBook book, String tenant, String id, KeptResponse response) {
        /** Shows nothing. */
        @Override
        public String toString() {
            return "Found[]";
        }
    }

    /** One thing that can be done with them. */
    private record Step(Function<HttpCall, HttpReply> action) implements Stage<HttpCall, HttpReply> {
        @Override
        public HttpReply apply(HttpCall call) {
            try {
                return action.apply(call);
            } catch (StoreException e) {
                throw new RefusedException(new Refusal.ResponsesUnavailable());
            }
        }
    }
}
