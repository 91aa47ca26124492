package gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Mode;
import gateway.model.Redacted;
import gateway.wire.JsonCodec;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator says of a kill switch that is to be thrown.
 *
 * @param reason why, for people
 * @param mode what happens to streams in flight
 * @param until when it ends by itself; null = when somebody takes it away
 */
record SwitchBody(String reason, Mode mode, @Nullable Instant until) {
    private static final Set<String> FIELDS = Set.of("reason", "mode", "until");
    private static final int LONGEST_REASON = 500;

    /**
     * Reads a body.
     *
     * @throws gateway.model.RefusedException saying what is wrong
     */
    static SwitchBody read(ObjectNode body, Instant now) {
        body.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw JsonCodec.malformed("a kill switch has 'reason', 'mode' and 'until', nothing else");
            }
        });
        return new SwitchBody(reason(body), mode(body.path("mode")), until(body.path("until"), now));
    }

    /** A switch as administrators see it. */
    static ObjectNode json(Switch shown) {
        return JsonCodec.object()
                .put("scope", Switch.word(shown.scope()))
                .put("name", shown.name())
                .put("reason", shown.reason())
                .put("mode", shown.mode().name().toLowerCase(Locale.ROOT))
                .put("author", shown.author())
                .put("since", shown.since().toString())
                .put("until", shown.until() == null ? null : shown.until().toString());
    }

    private static String reason(ObjectNode body) {
        JsonNode reason = body.path("reason");
        if (!reason.isTextual() || reason.asText().isBlank()) {
            throw JsonCodec.malformed("'reason' must say in words why");
        }
        if (reason.asText().length() > LONGEST_REASON) {
            throw JsonCodec.malformed("'reason' must have " + LONGEST_REASON + " characters at most");
        }
        return reason.asText();
    }

    private static Mode mode(JsonNode mode) {
        if (mode.isMissingNode() || mode.isNull()) {
            return Mode.DRAIN;
        }
        return switch (mode.isTextual() ? mode.asText() : "") {
            case "drain" -> Mode.DRAIN;
            case "cut" -> Mode.CUT;
            default ->
                throw JsonCodec.malformed("'mode' must be 'drain', which lets streams end, or 'cut', which ends them");
        };
    }

    private static @Nullable Instant until(JsonNode until, Instant now) {
        if (until.isMissingNode() || until.isNull()) {
            return null;
        }
        Instant end = until.isTextual() ? Times.instant(until.asText()) : null;
        if (end == null) {
            throw JsonCodec.malformed("'until' must be an instant such as 2026-12-31T23:00:00Z");
        }
        if (!end.isAfter(now)) {
            throw JsonCodec.malformed("'until' must lie in the future");
        }
        return end;
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "SwitchBody[" + mode + ", " + Redacted.shown(reason) + "]";
    }
}
