package gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.api.HttpReply;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Replies of the admin API. None is kept by anything between here and the administrator. */
public final class AdminReply {
    private static final int LONGEST_SHOWN = 100;

    private AdminReply() {}

    /** A reply without a revision. */
    public static HttpReply of(JsonNode body) {
        return of(200, Map.of(), body);
    }

    /** A reply about the control data at a revision. */
    static HttpReply of(long revision, JsonNode body) {
        return of(200, revision, body);
    }

    /** A reply about the control data at a revision, with a status of its own. */
    static HttpReply of(int status, long revision, JsonNode body) {
        return of(status, Map.of("etag", "\"" + revision + "\""), body);
    }

    /** A reply with further headers. */
    static HttpReply of(int status, Map<String, String> headers, JsonNode body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("cache-control", "no-store");
        all.put("x-content-type-options", "nosniff");
        return HttpReply.json(status, all, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A refusal, since something is not there. */
    static RefusedException notFound(String what, String id) {
        return new RefusedException(new Refusal.NotFound("there is no " + what + " '" + shown(id) + "'"));
    }

    /** A client's own word, shortened and without what could break a line. */
    static String shown(String word) {
        String printable = word.codePoints()
                .filter(c -> c >= ' ' && c != 0x7f)
                .limit(LONGEST_SHOWN)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return printable.length() < word.length() ? printable + "..." : printable;
    }
}
