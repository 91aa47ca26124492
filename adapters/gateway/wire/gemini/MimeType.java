package gateway.wire.gemini;

import gateway.model.Media;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The type of a file that is given by URL; Vertex AI insists on it, and not every client names it. */
final class MimeType {
    private static final String UNKNOWN = "application/octet-stream";
    private static final Map<String, String> BY_ENDING = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "gif", "image/gif",
            "webp", "image/webp",
            "pdf", "application/pdf",
            "txt", "text/plain");

    private MimeType() {}

    /** What the client said, else what the URL ends with; null where neither tells. */
    static @Nullable String of(Media media) {
        if (!media.mimeType().equals(UNKNOWN) || media.url() == null) {
            return media.mimeType();
        }
        String path = media.url().split("[?#]", 2)[0];
        return BY_ENDING.get(path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
