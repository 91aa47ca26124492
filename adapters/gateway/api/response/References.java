package gateway.api.response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts items of kept responses in place of references to them. An item's id says which response it belongs to, and
 * where it stands there. Used for one request.
 */
final class References {
    private static final Pattern ITEM = Pattern.compile("[a-z]{1,4}(_[0-9A-Za-z_]{1,200})_(i?)([0-9]{1,6})");

    private final Function<String, JsonNode> responses;
    private final Map<String, JsonNode> known = new HashMap<>();

    /**
     * Takes where responses are.
     *
     * @param responses finds what is kept of one by its id; refuses where there is none
     */
    References(Function<String, JsonNode> responses) {
        this.responses = responses;
    }

    /** The items, without references to what is kept; one that cannot be of ours stays. */
    ArrayNode resolved(JsonNode items) {
        ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : items) {
            resolved.add(isReference(item) ? item(item) : item);
        }
        return resolved;
    }

    private static boolean isReference(JsonNode item) {
        return item.path("id").isTextual()
                && (item.path("type").asText().equals("item_reference")
                        || (item.path("type").asText("").isEmpty() && !item.has("role")));
    }

    private JsonNode item(JsonNode reference) {
        Matcher id = ITEM.matcher(reference.path("id").asText());
        if (!id.matches()) {
            return reference;
        }
        String response = "resp" + id.group(1);
        JsonNode kept = known.computeIfAbsent(response, responses);
        int place = Integer.parseInt(id.group(3));
        JsonNode item =
                id.group(2).isEmpty() ? kept.at("/response/output").path(place) : InputItems.at(kept, response, place);
        return item != null && item.path("id").equals(reference.path("id")) ? item : reference;
    }
}
