package gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.admission.Admission;
import gateway.admission.TenantDirectory;
import gateway.feedback.CompletionIds;
import gateway.feedback.Opinion;
import gateway.model.Dialect;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Tenant;
import gateway.model.Wishes;
import gateway.wire.JsonCodec;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client says of an answer: {@code id}, exactly one of {@code score} (0 to 1) and {@code thumbs}, and a
 * {@code reason}, which is a code and never a text, so that no content is kept. Refuses any other field.
 */
public final class ReadFeedback implements Stage<HttpCall, Opinion> {
    /** Larger bodies are refused. */
    static final int MAX_BODY_BYTES = 16 * 1024;

    private static final int LONGEST_REASON = 64;
    private static final Set<String> FIELDS = Set.of("id", "score", "thumbs", "reason");

    private final TenantDirectory tenants;

    /** Takes who may say something. */
    public ReadFeedback(TenantDirectory tenants) {
        this.tenants = tenants;
    }

    @Override
    public Opinion apply(HttpCall call) {
        Tenant tenant = Admission.identify(tenants, call.envelope(Dialect.OPENAI, Wishes.NONE));
        if (call.body().length() > MAX_BODY_BYTES) {
            throw new RefusedException(new Refusal.PayloadTooLarge(MAX_BODY_BYTES));
        }
        ObjectNode body = JsonCodec.object(call.body().getBytes());
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            if (!FIELDS.contains(names.next())) {
                throw wrong(null, "the body may hold id, score, thumbs and reason, and nothing else");
            }
        }
        return new Opinion(call.id(), tenant, id(body.path("id")), score(body), reason(body.path("reason")));
    }

    private static String id(JsonNode id) {
        if (isAbsent(id)) {
            throw wrong("id", "'id' is missing: send what x-serai-decision said, or the id of the answer");
        }
        if (!id.isTextual() || !CompletionIds.isId(id.textValue())) {
            throw wrong("id", "'id' must be a text of 1 to " + CompletionIds.LONGEST + " visible characters of ASCII");
        }
        return CompletionIds.known(id.textValue());
    }

    private static double score(ObjectNode body) {
        JsonNode score = body.path("score");
        JsonNode thumbs = body.path("thumbs");
        if (isAbsent(score) == isAbsent(thumbs)) {
            throw wrong("score", "send either 'score', a number from 0 to 1, or 'thumbs', \"up\" or \"down\"");
        }
        if (!isAbsent(thumbs)) {
            return switch (thumbs.asText("")) {
                case "up" -> 1;
                case "down" -> 0;
                default -> throw wrong("thumbs", "'thumbs' must be \"up\" or \"down\"");
            };
        }
        if (score.isNumber()) {
            double value = score.doubleValue();
            if (value >= 0 && value <= 1) {
                return value;
            }
        }
        throw wrong("score", "'score' must be a number from 0 to 1");
    }

    private static @Nullable String reason(JsonNode reason) {
        if (isAbsent(reason)) {
            return null;
        }
        if (!reason.isTextual() || !isCode(reason.textValue())) {
            throw wrong(
                    "reason",
                    "'reason' must be a code of 1 to " + LONGEST_REASON
                            + " characters, each a small letter, a digit, '_', '.' or '-': it is kept, so that it must"
                            + " hold no text of the answer");
        }
        return reason.textValue();
    }

    private static boolean isCode(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_REASON
                && text.chars()
                        .allMatch(c ->
                                (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-');
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static RefusedException wrong(@Nullable String field, String problem) {
        return new RefusedException(new Refusal.Malformed(problem, field));
    }
}
