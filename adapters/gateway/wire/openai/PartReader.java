package gateway.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Dialect;
import gateway.model.Media;
import gateway.model.Part;
import gateway.wire.JsonCodec;

/** Reads the parts of a client's message. */
final class PartReader {
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
            return new Part.Image(MediaUrls.media(image.textValue(), part.param("image_url")), null);
        }
        Fields object = part.needed("image_url");
        return new Part.Image(MediaUrls.media(object.name("url"), object.param("url")), object.text("detail"));
    }

    private static Part file(Fields part) {
        Fields file = part.needed("file");
        String data = file.text("file_data");
        if (data == null) {
            file.name("file_id");
            return new Part.Other(Dialect.OPENAI, "file", JsonCodec.json(part.node()));
        }
        Media media = MediaUrls.data(data, file.param("file_data"));
        if (media == null) {
            throw Fields.wrong(file.param("file_data"), "must be a data URL such as data:application/pdf;base64,...");
        }
        return new Part.Document(media, file.text("filename"));
    }
}
