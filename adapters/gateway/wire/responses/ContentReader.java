package gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Dialect;
import gateway.model.Media;
import gateway.model.Part;
import gateway.wire.JsonCodec;
import gateway.wire.openai.Fields;
import gateway.wire.openai.MediaUrls;
import java.util.ArrayList;
import java.util.List;

/** Reads the content of items: a text, or an array of parts. */
final class ContentReader {
    private static final String PDF = "application/pdf";

    private ContentReader() {}

    /**
     * Reads content of any kind.
     *
     * @param item that has it
     * @param name under which it stands there
     */
    static List<Part> read(Fields item, String name) {
        JsonNode content = item.get(name);
        if (content == null) {
            throw Fields.wrong(item.param(name), "is missing: give a string or an array of parts");
        }
        if (content.isTextual()) {
            return List.of(new Part.Text(content.textValue()));
        }
        if (!content.isArray()) {
            throw Fields.wrong(item.param(name), "must be a string or an array of parts");
        }
        List<Part> parts = new ArrayList<>();
        for (Fields part : item.objects(name)) {
            parts.add(part(part));
            if (part.object("prompt_cache_breakpoint") != null) {
                parts.add(new Part.CachePoint(null));
            }
        }
        return parts;
    }

    /** Reads content that can be text only. */
    static List<Part> texts(Fields item) {
        List<Part> parts = read(item, "content");
        for (Part part : parts) {
            if (!(part instanceof Part.Text || part instanceof Part.CachePoint)) {
                throw Fields.wrong(item.param("content"), "must hold text only in this role");
            }
        }
        return parts;
    }

    /** A string that must be there, and may be empty. */
    static String needed(Fields fields, String name) {
        String text = fields.text(name);
        if (text == null) {
            throw Fields.wrong(fields.param(name), "is missing: give a string");
        }
        return text;
    }

    /** A part of a content. */
    static Part part(Fields part) {
        return switch (part.name("type")) {
            case "input_text", "output_text", "text" -> new Part.Text(needed(part, "text"));
            case "refusal" -> new Part.Text(needed(part, "refusal"));
            case "input_image" -> image(part);
            case "input_file" -> file(part);
            case "input_audio" -> new Part.Other(Dialect.OPENAI, "input_audio", JsonCodec.json(part.node()));
            default ->
                throw Fields.wrong(
                        part.param("type"),
                        "must be one of input_text, input_image, input_file, input_audio, output_text, refusal");
        };
    }

    private static Part image(Fields part) {
        if (part.get("image_url") == null && part.get("file_id") != null) {
            throw RequestReader.unsupported(
                    part.param("file_id"), "names a picture that is kept elsewhere: send it by 'image_url'");
        }
        String detail = part.text("detail");
        // the default of this API, which the others do not take for a wish
        return new Part.Image(
                MediaUrls.media(part.name("image_url"), part.param("image_url")),
                "auto".equals(detail) ? null : detail);
    }

    private static Part file(Fields part) {
        String name = part.text("filename");
        String url = part.text("file_url");
        String data = part.text("file_data");
        if (data != null) {
            Media media = MediaUrls.data(data, part.param("file_data"));
            // the API also takes the bare data
            return new Part.Document(media == null ? new Media(PDF, data, null) : media, name);
        }
        if (url != null) {
            return new Part.Document(new Media(PDF, null, url), name);
        }
        // chat completions take it by id too
        ObjectNode json = JsonCodec.object().put("type", "file");
        json.putObject("file").put("file_id", part.name("file_id"));
        return new Part.Other(Dialect.OPENAI, "file", JsonCodec.json(json));
    }
}
