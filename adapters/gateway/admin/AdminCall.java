package gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.HttpCall;
import gateway.control.Administrator;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.wire.JsonCodec;
import org.jspecify.annotations.Nullable;

/**
 * A request to the admin API whose key was checked.
 *
 * @param http the request
 * @param administrator whose key it came with
 */
public record AdminCall(HttpCall http, Administrator administrator) {
    /** Larger bodies are refused: no entry of the control data comes near it. */
    static final int MAX_BODY_BYTES = 256 * 1024;

    private static final int REVISION_DIGITS = 18;

    /** The HTTP method. */
    String method() {
        return http.method();
    }

    /** The value of a placeholder of the path; null if the path has none by that name. */
    @Nullable String parameter(String name) {
        return http.parameters().get(name);
    }

    /** The value of the path's placeholder {@code id}, of a path that has one. */
    String id() {
        return http.parameters().getOrDefault("id", "");
    }

    /**
     * The body.
     *
     * @throws RefusedException if it is no JSON object
     */
    public ObjectNode body() {
        if (http.body().length() > MAX_BODY_BYTES) {
            throw new RefusedException(new Refusal.PayloadTooLarge(MAX_BODY_BYTES));
        }
        return JsonCodec.object(http.body().getBytes());
    }

    /**
     * The revision for which a change is meant; null = whichever it is.
     *
     * @throws RefusedException if {@code If-Match} holds no revision
     */
    @Nullable Long expected() {
        String header = http.management().ifMatch();
        if (header == null) {
            return null;
        }
        String digits = header.strip().replaceAll("^\"(\\d*)\"$", "$1");
        if (!digits.matches("\\d{1," + REVISION_DIGITS + "}")) {
            throw JsonCodec.malformed("If-Match must be a revision in quotes, as ETag has it, such as \"7\"");
        }
        return Long.parseLong(digits);
    }
}
