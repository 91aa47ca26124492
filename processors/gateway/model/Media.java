package gateway.model;

import org.jspecify.annotations.Nullable;

/**
 * An image or document, by value or by reference; exactly one of the two is set.
 *
 * @param mimeType such as {@code image/png}; {@code application/octet-stream} where the client named none
 * @param base64 the content in standard base64
 * @param url where the provider may fetch it
 */
public record Media(
        String mimeType, @Nullable String base64, @Nullable String url) {
    public Media {
        if ((base64 == null) == (url == null)) {
            throw new IllegalArgumentException("media is given either as base64 or by url");
        }
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Media[" + Redacted.shown(base64 == null ? url : base64) + "]";
    }
}
