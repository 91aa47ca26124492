package gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.control.DocumentTrees;
import gateway.control.Documents;
import gateway.control.KeyRing;
import gateway.control.Kind;
import gateway.wire.JsonCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What tells clients' keys from administrators' keys.
 *
 * @param kind of their documents
 * @param word stands in messages and in the audit log
 * @param list name of the list of all
 * @param path of all of them
 * @param fields what a new one may be given
 */
record KeyTerms(Kind kind, String word, String list, String path, List<String> fields) {
    static final KeyTerms CLIENT = new KeyTerms(
            Kind.KEY,
            "key",
            "keys",
            "/admin/v1/keys",
            List.of("tenant", "team", "name", "models", "residency", "limits", "until"));
    static final KeyTerms ADMINISTRATOR = new KeyTerms(
            Kind.ADMIN, "administrator", "administrators", "/admin/v1/administrators", List.of("id", "role", "until"));

    /** Authors in the audit log that are nobody's key of the store. */
    private static final Set<String> RESERVED = Set.of(AdminKey.BUILT_IN.id(), "settings");

    private static final int LONGEST_NAME = 100;

    /**
     * Refuses what the control data itself would not.
     *
     * @param body what a new key is given
     * @throws gateway.model.RefusedException saying what is wrong
     */
    void check(ObjectNode body, Documents now, Instant moment) {
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!fields.contains(field.getKey())) {
                throw JsonCodec.malformed("'" + AdminReply.shown(field.getKey()) + "' is unknown: a new " + word
                        + " may have " + String.join(", ", fields));
            }
        }
        until(body.path("until"), moment);
        String name = body.path("name").asText();
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            // terminals obey some of them
            throw JsonCodec.malformed(
                    "'name' must have " + LONGEST_NAME + " characters at most, and no control characters");
        }
        Map<String, JsonNode> models = DocumentTrees.all(now, Kind.MODEL);
        for (JsonNode model : body.path("models")) {
            if (!models.containsKey(model.asText())) {
                throw JsonCodec.malformed("'models' names '" + AdminReply.shown(model.asText())
                        + "', which is no model: GET /admin/v1/models lists those that are");
            }
        }
        if (body.hasNonNull("id")) {
            checkId(body.path("id"), KeyRing.of(now, kind));
        }
    }

    private void checkId(JsonNode id, KeyRing ring) {
        if (!id.isTextual()
                || !id.asText().matches("[a-z0-9]+(-[a-z0-9]+)*")
                || id.asText().length() > LONGEST_NAME) {
            throw JsonCodec.malformed("'id' must be lower-case letters and digits, joined by dashes, such as anna");
        }
        if (RESERVED.contains(id.asText()) || !ring.secrets(id.asText()).isEmpty()) {
            throw JsonCodec.malformed("'id' must be one that is not taken yet");
        }
    }

    private static void until(JsonNode until, Instant now) {
        if (until.isMissingNode() || until.isNull()) {
            return;
        }
        Instant end = Times.instant(until.asText());
        if (!until.isTextual() || end == null) {
            throw JsonCodec.malformed("'until' must be an instant such as 2026-12-31T23:00:00Z");
        }
        if (!end.isAfter(now)) {
            throw JsonCodec.malformed("'until' must lie in the future");
        }
    }
}
