package gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpReply;
import gateway.control.Change;
import gateway.control.Documents;
import gateway.control.KeyRing;
import gateway.control.NewKey;
import gateway.wire.JsonCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** Gives a key a new secret; the old one stays valid for a while, so that nobody has to stop for it. */
public final class RotateKey implements Stage<AdminCall, HttpReply> {
    private static final Duration USUAL_OVERLAP = Duration.ofHours(24);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(90);

    private final KeyTerms terms;
    private final ControlWriter writer;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * Takes what it works with.
     *
     * @param terms whose keys
     * @param random must be fit for secrets
     */
    RotateKey(KeyTerms terms, ControlWriter writer, InstantSource clock, RandomGenerator random) {
        this.terms = terms;
        this.writer = writer;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public HttpReply apply(AdminCall call) {
        AdminQuery.of(call);
        Duration overlap = call.http().body().length() == 0 ? USUAL_OVERLAP : overlap(call.body());
        return writer.write(call, now -> rotate(now, call.id(), overlap));
    }

    private Edit rotate(Documents now, String id, Duration overlap) {
        KeyRing ring = KeyRing.of(now, terms.kind());
        List<KeyRing.Secret> old = ring.secrets(id);
        if (old.isEmpty()) {
            throw AdminReply.notFound(terms.word(), id);
        }
        Instant moment = clock.instant();
        if (!old.getFirst().holds(moment)) {
            throw JsonCodec.malformed("this " + terms.word() + " is over: make a new one by POST " + terms.path());
        }
        NewKey made = NewKey.of(id, random);
        List<Change> changes = ring.rotate(made, moment, overlap);
        ObjectNode shown = KeyView.of(
                KeyRing.of(now.with(now.revision(), changes), terms.kind()).secrets(id), moment);
        Edit.Note note = new Edit.Note("rotate", terms.word() + "/" + id, KeyView.of(old, moment), shown.deepCopy());
        return new Edit(changes, note, shown.put("key", made.key().value()));
    }

    private static Duration overlap(ObjectNode body) {
        if (body.isEmpty()) {
            return USUAL_OVERLAP;
        }
        JsonNode given = body.path("overlap");
        Duration overlap = given.isTextual() ? Times.span(given.asText()) : null;
        if (overlap == null || body.size() != 1 || overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw JsonCodec.malformed("the body may have 'overlap', a span of 0s to " + LONGEST_OVERLAP.toDays()
                    + "d such as 24h or PT24H, and nothing else");
        }
        return overlap;
    }
}
