package gateway.app;

import gateway.Stage;
import gateway.admission.TenantDirectory;
import gateway.api.HttpCall;
import gateway.api.HttpReply;
import gateway.api.ReadChat;
import gateway.api.RefusalListener;
import gateway.api.WriteAnswer;
import gateway.api.WriteRefusal;
import gateway.api.response.KeptResponses;
import gateway.api.response.ReadResponse;
import gateway.api.response.WriteResponse;
import gateway.idempotency.Idempotency;
import gateway.idempotency.IdempotencyListener;
import gateway.killswitch.SwitchSource;
import gateway.model.Outcome;
import gateway.model.Request;
import gateway.response.ResponseBook;
import gateway.settings.Settings;
import gateway.telemetry.IdempotencyMeters;
import gateway.wire.responses.ResponsesClientCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What answers OpenAI's Responses API, and keeps its answers where that is wanted. */
final class ResponsesParts {
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    private final @Nullable ResponseBook book;

    /** Makes all of it. */
    ResponsesParts(Settings settings, ControlPlane plane, MeterRegistry meters, InstantSource clock) {
        this.clock = clock;
        this.book = settings.responses().store() ? book(settings, plane, new IdempotencyMeters(meters)) : null;
    }

    /** The beans by the names that routes use. */
    Map<String, Object> beans(TenantDirectory tenants, SwitchSource switches, RefusalListener refusals) {
        ResponsesClientCodec codec = new ResponsesClientCodec(clock);
        WriteAnswer answer = new WriteAnswer(codec, switches, clock);
        Stage<HttpCall, Request.Chat> read =
                book == null ? new ReadChat(codec) : new ReadResponse(codec, book, tenants, random);
        Stage<Outcome, HttpReply> write = book == null ? answer : new WriteResponse(answer, book);
        KeptResponses kept = new KeptResponses(book, tenants, switches, clock);
        Map<String, Object> beans = new HashMap<>();
        beans.put("readResponses", read);
        beans.put("writeResponses", write);
        beans.put("findResponse", kept.finder());
        beans.put("deleteResponse", kept.deleter());
        beans.put("listInputItems", kept.lister());
        beans.put("cancelResponse", kept.canceller());
        beans.put("refuseResponses", new WriteRefusal(codec, refusals, clock));
        beans.put("refuseKeptResponse", new WriteRefusal(codec, (id, problem, cause) -> {}, clock));
        return beans;
    }

    private ResponseBook book(Settings settings, ControlPlane plane, IdempotencyMeters meters) {
        Idempotency.Rules rules = new Idempotency.Rules(
                settings.responses().kept(), settings.idempotency().lease(), (int)
                        settings.idempotency().maxReply().count());
        return new ResponseBook(new Idempotency(plane.replies(), rules, clock, random, new IdempotencyListener() {
            @Override
            public void came(Result result) {
                // a response is no repeated request
            }

            @Override
            public void failed(String what) {
                meters.failed(what);
            }
        }));
    }
}
