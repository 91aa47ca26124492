package gateway.sso;

import gateway.api.HttpReply;
import gateway.api.HttpReply.Payload;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a browser is told of a login: where to go next, or on a page of its own why not. */
final class LoginPage {
    private static final String PAGE = "/dashboard/login-problem.html";
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none';"
            + " base-uri 'none'; form-action 'none'";

    private final String template;
    private final boolean secure;

    /**
     * Reads the page.
     *
     * @param secure whether cookies are for encrypted connections alone
     */
    LoginPage(boolean secure) {
        this.secure = secure;
        try (InputStream in = LoginPage.class.getResourceAsStream(PAGE)) {
            if (in == null) {
                throw new IllegalStateException(PAGE + " is not on the class path");
            }
            this.template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Why a login came to nothing.
     *
     * @param status HTTP status
     * @param text for people
     */
    HttpReply problem(int status, String text) {
        return problem(status, text, null);
    }

    /** The same, where the next one may be tried after a while. */
    HttpReply problem(int status, String text, @Nullable Duration retryAfter) {
        Map<String, String> headers = headers();
        if (retryAfter != null) {
            headers.put("retry-after", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        headers.put("content-type", "text/html; charset=utf-8");
        headers.put("content-security-policy", POLICY);
        headers.put("x-frame-options", "DENY");
        headers.put("cross-origin-opener-policy", "same-origin");
        headers.put("cross-origin-resource-policy", "same-origin");
        String page =
                template.replace("{{problem}}", escaped(text)).replace("{{again}}", status == 403 ? "" : " hidden");
        return new HttpReply(status, headers, new Payload.Bytes(Buffer.buffer(page.getBytes(StandardCharsets.UTF_8))));
    }

    /**
     * Sends a browser elsewhere.
     *
     * @param cookie to be set
     */
    HttpReply redirect(String place, String cookie) {
        Map<String, String> headers = headers();
        headers.put("location", place);
        headers.put("set-cookie", cookie);
        return new HttpReply(303, headers, new Payload.Bytes(Buffer.buffer()));
    }

    /**
     * The cookie by which a browser is known that is at the provider. It must come along when the provider sends it
     * back, which is another site: so it is {@code Lax}, unlike that of a session.
     */
    String cookie(String token, Duration age, boolean encrypted) {
        return "serai_login=" + token + "; Path=/login; HttpOnly; SameSite=Lax; Max-Age=" + age.toSeconds()
                + (secure || encrypted ? "; Secure" : "");
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("cache-control", "no-store");
        headers.put("referrer-policy", "no-referrer");
        headers.put("x-content-type-options", "nosniff");
        return headers;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
