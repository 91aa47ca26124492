package gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpReply;
import gateway.control.Change;
import gateway.control.DocumentStore;
import gateway.control.DocumentTrees;
import gateway.control.Documents;
import gateway.control.KeyRing;
import gateway.control.NewKey;
import gateway.wire.JsonCodec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Shows, makes and revokes keys. A key is shown once, when it is made: what is kept is its hash. */
public final class KeyAdmin implements Stage<AdminCall, HttpReply> {
    private final KeyTerms terms;
    private final DocumentStore store;
    private final ControlWriter writer;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * Takes what it works with.
     *
     * @param terms whose keys
     * @param random must be fit for secrets
     */
    KeyAdmin(KeyTerms terms, DocumentStore store, ControlWriter writer, InstantSource clock, RandomGenerator random) {
        this.terms = terms;
        this.store = store;
        this.writer = writer;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public HttpReply apply(AdminCall call) {
        String id = call.parameter("id");
        if (id == null && call.method().equals("GET")) {
            return list(filter(call));
        }
        AdminQuery.of(call);
        return switch (call.method()) {
            case "POST" -> create(call);
            case "DELETE" -> writer.write(call, now -> revoke(now, call.id()));
            default -> show(call.id());
        };
    }

    private @Nullable String filter(AdminCall call) {
        return terms.fields().contains("tenant")
                ? AdminQuery.of(call, "tenant").text("tenant")
                : AdminQuery.of(call).text("tenant");
    }

    private HttpReply list(@Nullable String tenant) {
        Documents now = store.read();
        ObjectNode body = JsonCodec.object().put("revision", now.revision());
        ArrayNode all = body.putArray(terms.list());
        KeyRing.of(now, terms.kind()).byId().values().forEach(secrets -> {
            ObjectNode shown = KeyView.of(secrets, clock.instant());
            if (tenant == null || shown.path("tenant").asText().equals(tenant)) {
                all.add(shown);
            }
        });
        return AdminReply.of(now.revision(), body);
    }

    private HttpReply show(String id) {
        Documents now = store.read();
        List<KeyRing.Secret> secrets = KeyRing.of(now, terms.kind()).secrets(id);
        if (secrets.isEmpty()) {
            throw AdminReply.notFound(terms.word(), id);
        }
        return AdminReply.of(now.revision(), KeyView.of(secrets, clock.instant()));
    }

    private HttpReply create(AdminCall call) {
        ObjectNode body = call.body();
        return writer.write(call, now -> create(now, body));
    }

    private Edit create(Documents now, ObjectNode body) {
        Instant moment = clock.instant();
        terms.check(body, now, moment);
        String id = body.hasNonNull("id") ? body.path("id").asText() : NewKey.id(random);
        NewKey made = NewKey.of(id, random);
        ObjectNode tree = body.deepCopy().put("id", id).put("created", moment.toString());
        List<Change> changes = List.of(DocumentTrees.put(terms.kind(), made.hash(), tree));
        ObjectNode shown = KeyView.of(
                KeyRing.of(now.with(now.revision(), changes), terms.kind()).secrets(id), moment);
        List<Edit.Note> notes = List.of(new Edit.Note("create", terms.word() + "/" + id, null, shown.deepCopy()));
        return new Edit(changes, notes, 201, shown.put("key", made.key().value()));
    }

    private Edit revoke(Documents now, String id) {
        KeyRing ring = KeyRing.of(now, terms.kind());
        List<KeyRing.Secret> secrets = ring.secrets(id);
        if (secrets.isEmpty()) {
            throw AdminReply.notFound(terms.word(), id);
        }
        ObjectNode shown = KeyView.of(secrets, clock.instant());
        return new Edit(
                ring.revoke(id), new Edit.Note("revoke", terms.word() + "/" + id, shown.deepCopy(), null), shown);
    }
}
