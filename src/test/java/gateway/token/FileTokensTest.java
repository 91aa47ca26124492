package gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Json;
import gateway.model.Media;
import gateway.model.Part;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTokensTest {
    private static final Deployment MINI = Chats.deployment("mini", Dialect.OPENAI, "gpt-4o-mini");

    private final TokenCounter counter = new TokenCounter();

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "jpg"})
    void readsTheSizeOfAPicture(String format) throws IOException {
        assertThat(PictureSize.of(picture(format, 640, 417))).isEqualTo(new PictureSize(640, 417));
    }

    @Test
    void readsTheSizeOfAWebpPicture() {
        byte[] lossy = new byte[33];
        System.arraycopy("RIFF....WEBPVP8 ".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, lossy, 0, 16);
        lossy[26] = 64;
        lossy[27] = 1;
        lossy[28] = 100;

        assertThat(PictureSize.of(Base64.getEncoder().encodeToString(lossy))).isEqualTo(new PictureSize(320, 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "iVBORw0KGgo=", "/9j/", "/9j/4AAQ", "R0lGODlh", "UklGRg=="})
    void knowsNoSizeOfWhatIsNoPicture(String base64) {
        assertThat(PictureSize.of(base64)).isNull();
    }

    @ParameterizedTest(name = "{0}x{1}: {2} for gpt-4o, {3} for gpt-4o-mini, {4} for Claude, {5} for Gemini")
    @CsvSource({
        // one tile: 85 + 170; 2,833 + 5,667; 400 * 400 / 750 + 1; one tile
        "400, 400, 255, 8500, 214, 258",
        // 768 x 768 after shrinking: 4 tiles; 1,048,576 / 750 + 1; 2 x 2
        "1024, 1024, 765, 25501, 1399, 1032",
        // 768 x 1,536: 2 x 3 tiles; more than Claude ever counts; 3 x 6 of at most 16
        "2048, 4096, 1105, 36835, 1600, 4128"
    })
    void countsPicturesAsProvidersDo(int width, int height, long gpt, long mini, long claude, long gemini)
            throws IOException {
        Part.Image image = new Part.Image(new Media("image/png", picture("png", width, height), null), null);

        assertThat(added(Chats.GPT, image)).isEqualTo(gpt);
        assertThat(added(MINI, image)).isEqualTo(mini);
        assertThat(added(Chats.CLAUDE, image)).isEqualTo(claude);
        assertThat(added(Chats.GEMINI, image)).isEqualTo(gemini);
    }

    @Test
    void countsAPictureOfLowDetailByItsBase() throws IOException {
        Part.Image image = new Part.Image(new Media("image/png", picture("png", 2_000, 2_000), null), "low");

        assertThat(added(Chats.GPT, image)).isEqualTo(85);
    }

    @Test
    void boundsAPictureOfUnknownSizeByTheLargest() {
        Part.Image image = new Part.Image(new Media("image/png", null, "https://example.com/a.png"), null);

        assertThat(upper(Chats.CLAUDE, image)).isEqualTo(1_600);
        assertThat(upper(MINI, image)).isEqualTo(2_833 + 8 * 5_667);
        assertThat(upper(Chats.GPT, image)).isEqualTo(3_779);
    }

    @Test
    void boundsADocumentByItsBytesOrByTheWindow() {
        Part.Document far = new Part.Document(new Media("application/pdf", null, "https://example.com/a.pdf"), null);
        Part.Document near = new Part.Document(new Media("application/pdf", Texts.base64(40_000), null), null);
        Part.Document text = new Part.Document(new Media("text/plain", Texts.base64(4_000), null), null);

        assertThat(upper(Chats.CLAUDE, far)).isGreaterThan(900_000);
        assertThat(added(Chats.CLAUDE, near)).isEqualTo(2 * 4_600);
        assertThat(upper(Chats.CLAUDE, near)).isEqualTo(21 * 4_600);
        assertThat(upper(Chats.CLAUDE, text)).isEqualTo(3_003);
    }

    @Test
    void boundsAFileThatLiesAtTheProviderByTheWindow() {
        Part.Other file = new Part.Other(
                Dialect.OPENAI, "file", new Json("{\"type\":\"file\",\"file\":{\"file_id\":\"file-1\"}}"));

        assertThat(upper(Chats.GPT, file)).isGreaterThan(900_000);
        assertThat(added(Chats.GPT, file)).isLessThan(100);
    }

    private long added(Deployment deployment, Part part) {
        return counter.count(Chats.of(new Part.Text("Hi"), part), List.of(deployment))
                        .likely(deployment)
                - counter.count(Chats.of("Hi"), List.of(deployment)).likely(deployment);
    }

    private long upper(Deployment deployment, Part part) {
        return counter.count(Chats.of(new Part.Text("Hi"), part), List.of(deployment))
                        .upper(deployment)
                - counter.count(Chats.of("Hi"), List.of(deployment)).upper(deployment);
    }

    private static String picture(String format, int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
