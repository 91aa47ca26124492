package gateway.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The list of parts that goes into image and release (CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json/) against the
 * libraries that go with it. Maven makes both before the tests.
 */
class SbomTest {
    private static final Path LIBRARIES = Path.of("target", "lib");
    private static final Path SBOM = Path.of("target", "serai.cdx.json");
    private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");

    @Test
    void listsEveryLibraryWithItsHashAndNoOther() throws IOException {
        Map<String, String> libraries = new TreeMap<>();
        try (Stream<Path> files = Files.list(LIBRARIES)) {
            for (Path file : files.toList()) {
                libraries.put(file.getFileName().toString(), sha256(file));
            }
        }
        Map<String, String> listed = new TreeMap<>();
        for (JsonNode part : sbom().path("components")) {
            listed.put(file(part), hash(part));
        }

        assertThat(libraries).hasSizeGreaterThan(100);
        assertThat(listed).isEqualTo(libraries);
    }

    @Test
    void namesVersionAndLicenceOfEachPart() throws IOException {
        for (JsonNode part : sbom().path("components")) {
            String name = part.path("bom-ref").asText();
            assertThat(part.path("version").asText()).as(name).isNotEmpty();
            assertThat(part.path("purl").asText()).as(name).startsWith("pkg:maven/");
            assertThat(part.path("licenses")).as(name).isNotEmpty();
            part.path("licenses")
                    .forEach(licence -> assertThat(licence.findValuesAsText("id")
                                            .size()
                                    + licence.findValuesAsText("name").size()
                                    + licence.findValuesAsText("expression").size())
                            .as(name)
                            .isPositive());
        }
    }

    @Test
    void saysWhatItIsOfAndIsTheSameForTheSameSources() throws IOException {
        JsonNode metadata = sbom().path("metadata");

        assertThat(metadata.path("component").path("name").asText()).isEqualTo("serai");
        assertThat(metadata.has("timestamp")).isFalse();
    }

    private static JsonNode sbom() throws IOException {
        return JsonCodec.read(ByteBuffer.wrap(Files.readAllBytes(SBOM)));
    }

    private static String file(JsonNode part) {
        Matcher classifier = CLASSIFIER.matcher(part.path("purl").asText());
        return part.path("name").asText() + "-" + part.path("version").asText()
                + (classifier.find() ? "-" + classifier.group(1) : "") + ".jar";
    }

    private static String hash(JsonNode part) {
        for (JsonNode hash : part.path("hashes")) {
            if (hash.path("alg").asText().equals("SHA-256")) {
                return hash.path("content").asText();
            }
        }
        return "none";
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
