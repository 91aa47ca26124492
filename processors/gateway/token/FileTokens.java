package gateway.token;

import gateway.model.Deployment;
import gateway.model.Media;
import gateway.model.Part;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of pictures and documents, by the providers' pages about vision and documents as of 2026-08.
 *
 * <p>The likely count is the provider's formula where a picture's size is known; the upper one is the most that the
 * formula gives for any picture. Of documents no more is known than their bytes.
 */
final class FileTokens {
    /** Claude: width * height / 750 after shrinking to 1,568 pixels a side, so about 1,600; newer ones up to 4,784. */
    private static final int CLAUDE = 1_600;

    private static final int CLAUDE_NEW = 4_784;
    private static final int CLAUDE_PIXELS = 750;
    private static final int CLAUDE_PAGE = 3_000;
    /** OpenAI: 85 and 170 a tile of 512 pixels, of which there are at most 8. */
    private static final int TILE = 512;

    private static final int TILES = 8;
    private static final int SHORT_SIDE = 768;
    private static final int LONG_SIDE = 2_048;
    /**
     * The smaller models count a picture by up to 1,536 patches and 2.46 tokens a patch; gpt-4o-mini by larger tiles.
     */
    private static final int PATCHES = 3_779;

    private static final int MINI_BASE = 2_833;
    private static final int MINI_TILE = 5_667;
    /** Gemini 2: 258 a tile of at least 256 pixels; Gemini 3: at most 2,240 a picture and 560 a page. */
    private static final int GEMINI_TILE = 258;

    private static final int GEMINI_CROP = 768;
    private static final int GEMINI_2 = 16 * GEMINI_TILE;
    private static final int GEMINI_PAGE = 560;
    /** A page has more bytes than this, as a rule and in any case. */
    private static final int PAGE_BYTES = 20_000;

    private static final int LEAST_PAGE_BYTES = 1_500;

    private FileTokens() {}

    static long likely(Content content, Deployment deployment) {
        long tokens = 0;
        for (Part file : content.files) {
            tokens += switch (file) {
                case Part.Image image -> picture(image, deployment);
                case Part.Document document -> document(document.media(), deployment, PAGE_BYTES);
                default -> 0;
            };
        }
        return tokens;
    }

    /** A file of unknown size may fill the context window. */
    static long upper(Content content, Deployment deployment) {
        long tokens = 0;
        for (Part file : content.files) {
            tokens += switch (file) {
                case Part.Image image -> largest(deployment);
                case Part.Document document -> document(document.media(), deployment, LEAST_PAGE_BYTES);
                // lies at the provider
                case Part.Other other -> deployment.contextTokens();
                default -> 0;
            };
        }
        return tokens;
    }

    private static long picture(Part.Image image, Deployment deployment) {
        String base64 = image.media().base64();
        @Nullable PictureSize size = base64 == null ? null : PictureSize.of(base64);
        return switch (deployment.dialect()) {
            case OPENAI -> "low".equals(image.detail()) ? base(deployment) : openAi(size, deployment);
            case ANTHROPIC, BEDROCK ->
                size == null ? CLAUDE : Math.min(largest(deployment), pixels(size) / CLAUDE_PIXELS + 1);
            case GEMINI -> size == null ? GEMINI_TILE : Math.min(largest(deployment), gemini(size));
        };
    }

    private static long largest(Deployment deployment) {
        return switch (deployment.dialect()) {
            case OPENAI ->
                isOldMini(deployment)
                        ? MINI_BASE + TILES * MINI_TILE
                        : Math.max(PATCHES, base(deployment) + TILES * 170);
            case ANTHROPIC, BEDROCK -> Tokenizer.of(deployment) == Tokenizer.CLAUDE_NEW ? CLAUDE_NEW : CLAUDE;
            case GEMINI -> GEMINI_2;
        };
    }

    private static int base(Deployment deployment) {
        return isOldMini(deployment) ? MINI_BASE : 85;
    }

    private static long openAi(@Nullable PictureSize size, Deployment deployment) {
        int tile = isOldMini(deployment) ? MINI_TILE : 170;
        if (size == null) {
            return base(deployment) + 4L * tile;
        }
        double fit = Math.min(1, (double) LONG_SIDE / Math.max(size.width(), size.height()));
        double shrink = Math.min(1, SHORT_SIDE / (fit * Math.min(size.width(), size.height())));
        long across = tiles(size.width() * fit * shrink);
        long down = tiles(size.height() * fit * shrink);
        return base(deployment) + Math.min(TILES, across * down) * tile;
    }

    private static long tiles(double pixels) {
        return (long) Math.ceil(pixels / TILE);
    }

    private static long gemini(PictureSize size) {
        long across = (size.width() + GEMINI_CROP - 1L) / GEMINI_CROP;
        long down = (size.height() + GEMINI_CROP - 1L) / GEMINI_CROP;
        return across * down * GEMINI_TILE;
    }

    private static boolean isOldMini(Deployment deployment) {
        return deployment.upstreamName().toLowerCase(Locale.ROOT).startsWith("gpt-4o-mini");
    }

    private static long pixels(PictureSize size) {
        return (long) size.width() * size.height();
    }

    /** Text is text; of others, pages are guessed from bytes. */
    private static long document(Media media, Deployment deployment, int pageBytes) {
        String base64 = media.base64();
        if (base64 == null) {
            return deployment.contextTokens();
        }
        long bytes = base64.length() / 4L * 3 + 3;
        if (media.mimeType().startsWith("text/")) {
            return pageBytes == PAGE_BYTES ? bytes / 4 + 1 : bytes;
        }
        long pages = bytes / pageBytes + 1;
        return switch (deployment.dialect()) {
            case OPENAI -> pages * (CLAUDE_PAGE / 2 + base(deployment));
            case ANTHROPIC, BEDROCK -> pages * (CLAUDE_PAGE + CLAUDE);
            case GEMINI -> pages * GEMINI_PAGE;
        };
    }
}
