package gateway.wire.bedrock;

import gateway.model.Media;
import gateway.model.Part;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.DocumentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.DocumentFormat;
import software.amazon.awssdk.services.bedrockruntime.model.DocumentSource;
import software.amazon.awssdk.services.bedrockruntime.model.ImageBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ImageFormat;
import software.amazon.awssdk.services.bedrockruntime.model.ImageSource;

/** Images and documents of one request, in Bedrock's form: bytes only, as nothing is fetched on a client's behalf. */
final class BedrockMedia {
    private static final Map<String, ImageFormat> IMAGES = Map.of(
            "image/png", ImageFormat.PNG,
            "image/jpeg", ImageFormat.JPEG,
            "image/jpg", ImageFormat.JPEG,
            "image/gif", ImageFormat.GIF,
            "image/webp", ImageFormat.WEBP);
    private static final Map<String, DocumentFormat> DOCUMENTS = Map.of(
            "application/pdf",
            DocumentFormat.PDF,
            "text/csv",
            DocumentFormat.CSV,
            "application/msword",
            DocumentFormat.DOC,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            DocumentFormat.DOCX,
            "application/vnd.ms-excel",
            DocumentFormat.XLS,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            DocumentFormat.XLSX,
            "text/html",
            DocumentFormat.HTML,
            "text/plain",
            DocumentFormat.TXT,
            "text/markdown",
            DocumentFormat.MD);
    private static final Pattern FORBIDDEN = Pattern.compile("[^A-Za-z0-9 ()\\[\\]-]");
    private static final Pattern SPACES = Pattern.compile(" {2,}");
    private static final int MAX_NAME = 180;

    private final Set<String> names = new HashSet<>();

    /**
     * An image.
     *
     * @throws RefusedException if it is given by URL, in a format that Bedrock does not take, or not in base64
     */
    ImageBlock image(Part.Image image) {
        ImageFormat format = IMAGES.get(mimeType(image.media()));
        SdkBytes bytes = bytes(image.media(), "image");
        if (format == null) {
            throw unsupported("images must be image/png, image/jpeg, image/gif or image/webp for this model");
        }
        return ImageBlock.builder()
                .format(format)
                .source(ImageSource.fromBytes(bytes))
                .build();
    }

    /**
     * A document, under a name that no other one of the request has.
     *
     * @throws RefusedException if it is given by URL, in a format that Bedrock does not take, or not in base64
     */
    DocumentBlock document(Part.Document document) {
        DocumentFormat format = DOCUMENTS.get(mimeType(document.media()));
        SdkBytes bytes = bytes(document.media(), "document");
        if (format == null) {
            throw unsupported("documents must be PDF, CSV, Word, Excel, HTML, Markdown or plain text for this model");
        }
        return DocumentBlock.builder()
                .format(format)
                .name(name(document.name()))
                .source(DocumentSource.fromBytes(bytes))
                .build();
    }

    private String name(@Nullable String given) {
        String clean = given == null ? "" : FORBIDDEN.matcher(given).replaceAll("-");
        String single = SPACES.matcher(clean).replaceAll(" ").strip();
        String base = single.isEmpty() ? "document" : single.substring(0, Math.min(single.length(), MAX_NAME));
        String name = base;
        for (int copy = 2; !names.add(name); copy++) {
            name = base + " (" + copy + ")";
        }
        return name;
    }

    /** The type without parameters such as a charset. */
    private static String mimeType(Media media) {
        int end = media.mimeType().indexOf(';');
        String type = end < 0 ? media.mimeType() : media.mimeType().substring(0, end);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    private static SdkBytes bytes(Media media, String what) {
        String base64 = media.base64();
        if (base64 == null) {
            throw unsupported("this model takes no " + what + " by URL: send its bytes in base64");
        }
        try {
            return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    new Refusal.Malformed("the base64 of the " + what + " is not valid", "messages"));
        }
    }

    private static RefusedException unsupported(String problem) {
        return new RefusedException(new Refusal.UnsupportedFeature(problem));
    }
}
