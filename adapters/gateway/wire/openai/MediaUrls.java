package gateway.wire.openai;

import gateway.model.Media;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the URLs by which OpenAI's APIs are given pictures and files. Thread-safe. */
public final class MediaUrls {
    private static final String BASE64 = ";base64";
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private MediaUrls() {}

    /**
     * Reads any URL.
     *
     * @param param the field to blame
     * @throws gateway.model.RefusedException if it is neither an http nor a data URL
     */
    public static Media media(String url, String param) {
        Media data = data(url, param);
        if (data != null) {
            return data;
        }
        String scheme = url.substring(0, Math.max(0, url.indexOf("://"))).toLowerCase(Locale.ROOT);
        if (!"https".equals(scheme) && !"http".equals(scheme)) {
            throw Fields.wrong(param, "must be an https URL, or a data URL such as data:image/png;base64,...");
        }
        return new Media(UNKNOWN_TYPE, null, url);
    }

    /**
     * Reads {@code data:[type][;parameters];base64,[data]} (RFC 2397); null where it is another kind of URL.
     *
     * @param param the field to blame
     * @throws gateway.model.RefusedException if its data is not in base64
     */
    public static @Nullable Media data(String url, String param) {
        if (!url.regionMatches(true, 0, "data:", 0, 5)) {
            return null;
        }
        int comma = url.indexOf(',');
        String head = comma < 0 ? "" : url.substring(5, comma);
        if (!head.toLowerCase(Locale.ROOT).endsWith(BASE64) || comma == url.length() - 1) {
            throw Fields.wrong(param, "must hold its data in base64: data:<type>;base64,<data>");
        }
        String type = head.substring(0, head.length() - BASE64.length());
        int parameters = type.indexOf(';');
        String mimeType = (parameters < 0 ? type : type.substring(0, parameters)).toLowerCase(Locale.ROOT);
        return new Media(mimeType.isEmpty() ? UNKNOWN_TYPE : mimeType, url.substring(comma + 1), null);
    }
}
