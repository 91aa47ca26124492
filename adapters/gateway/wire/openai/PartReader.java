package gateway.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Dialect;
import gateway.model.Media;
import gateway.model.Part;
import gateway.wire.JsonCodec;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a client's message. */
final class PartReader {
    private static final String BASE64 = ";base64";
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private PartReader() {}

    static Part read(Fields part) {
        String type = part.name("type");
        return switch (type) {
            case "text" -> new Part.Text(needed(part, "text"));
            case "refusal" -> new Part.Text(needed(part, "refusal"));
            case "image_url" -> image(part);
            case "file" -> file(part);
            // audio, and whatever comes after the schema that this was written against
            default -> new Part.Other(Dialect.OPENAI, type, JsonCodec.json(part.node()));
        };
    }

    private static String needed(Fields part, String name) {
        String text = part.text(name);
        if (text == null) {
            throw Fields.wrong(part.param(name), "is missing: give a string");
        }
        return text;
    }

    private static Part image(Fields part) {
        JsonNode image = part.get("image_url");
        if (image != null && image.isTextual()) {
            return new Part.Image(media(image.textValue(), part.param("image_url")), null);
        }
        Fields object = part.needed("image_url");
        return new Part.Image(media(object.name("url"), object.param("url")), object.text("detail"));
    }

    private static Media media(String url, String param) {
        Media data = dataUrl(url, param);
        if (data != null) {
            return data;
        }
        String scheme = url.substring(0, Math.max(0, url.indexOf("://"))).toLowerCase(Locale.ROOT);
        if (!"https".equals(scheme) && !"http".equals(scheme)) {
            throw Fields.wrong(param, "must be an https URL, or a data URL such as data:image/png;base64,...");
        }
        return new Media(UNKNOWN_TYPE, null, url);
    }

    private static Part file(Fields part) {
        Fields file = part.needed("file");
        String data = file.text("file_data");
        if (data == null) {
            file.name("file_id");
            return new Part.Other(Dialect.OPENAI, "file", JsonCodec.json(part.node()));
        }
        Media media = dataUrl(data, file.param("file_data"));
        if (media == null) {
            throw Fields.wrong(file.param("file_data"), "must be a data URL such as data:application/pdf;base64,...");
        }
        return new Part.Document(media, file.text("filename"));
    }

    /** Reads {@code data:[type][;parameters];base64,[data]} (RFC 2397); null where it is another kind of URL. */
    private static @Nullable Media dataUrl(String url, String param) {
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
