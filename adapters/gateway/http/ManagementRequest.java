package gateway.http;

import gateway.api.HttpCall.BrowserPart;
import gateway.api.HttpCall.ManagementPart;
import gateway.model.Redacted;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Picks out what only the management port looks at. */
final class ManagementRequest {
    /** The cookie of an administrator's session. */
    private static final String SESSION = "serai_session";

    /** The cookie of a login that is under way. */
    private static final String LOGIN = "serai_login";

    private ManagementRequest() {}

    static ManagementPart part(HttpServerRequest request, Function<String, @Nullable String> header) {
        SocketAddress from = request.remoteAddress();
        String address = from == null ? null : from.hostAddress();
        return new ManagementPart(
                request.query(),
                header.apply("if-match"),
                header.apply("accept"),
                new BrowserPart(
                        address == null ? "" : address,
                        request.isSSL(),
                        cookie(header.apply("cookie"), SESSION),
                        cookie(header.apply("cookie"), LOGIN),
                        redacted(header.apply("x-serai-csrf")),
                        isForeign(header)));
    }

    /** The cookie's value; of two of that name neither, since one of them must have been planted. */
    private static @Nullable Redacted cookie(@Nullable String header, String name) {
        String found = null;
        if (header != null) {
            for (String pair : header.split("[;,]", -1)) {
                String[] parts = pair.strip().split("=", 2);
                if (parts.length == 2 && parts[0].equals(name)) {
                    if (found != null) {
                        return null;
                    }
                    found = parts[1];
                }
            }
        }
        return redacted(found);
    }

    /** By Fetch Metadata (https://www.w3.org/TR/fetch-metadata/), and by the origin, which every change comes with. */
    private static boolean isForeign(Function<String, @Nullable String> header) {
        String site = header.apply("sec-fetch-site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        String origin = header.apply("origin");
        return origin != null && !authority(origin).equals(header.apply("host"));
    }

    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException e) {
            // no origin that a page of ours could have
            return "";
        }
    }

    private static @Nullable Redacted redacted(@Nullable String value) {
        return value == null ? null : new Redacted(value);
    }
}
