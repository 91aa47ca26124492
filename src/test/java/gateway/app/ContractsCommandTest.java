package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.wire.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command says of a document. */
class ContractsCommandTest {
    /** An answer without content, in the shape of OpenAI's document. */
    private static final String DOCUMENT = """
            openapi: 3.1.0
            paths:
              /chat/completions:
                post:
                  requestBody: {content: {application/json: {schema: {type: object, required: [model], properties: {model: {type: string}}}}}}
                  responses:
                    "200": {content: {application/json: {schema: {type: object, properties: {choices: {type: array}}}}}}
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void endsWithOneWhereAFieldThatIsReadIsGone() throws IOException {
        assertThat(run("--schema", file("openai.yaml", DOCUMENT))).isEqualTo(1);

        assertThat(text(out))
                .contains("breaking  answer   removed        choices[].message: read")
                .containsPattern("openai: \\d+ breaking, \\d+ notable, \\d+ other differences");
    }

    @Test
    void tellsTheSameAsJson() throws IOException {
        run("--schema", file("new.yaml", DOCUMENT), "--dialect", "openai", "--json");

        JsonNode json = JsonCodec.MAPPER.readTree(text(out));
        assertThat(json.path("dialect").asText()).isEqualTo("openai");
        assertThat(json.path("breaking").asInt()).isPositive();
        assertThat(json.path("changes"))
                .anyMatch(change -> change.path("path").asText().equals("choices[].message")
                        && change.path("kind").asText().equals("removed")
                        && change.path("severity").asText().equals("breaking"));
        assertThat(json.path("changes").toString()).doesNotContain("\"info\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--dialect cobol", "--dialect gemini", "--dialect bedrock", "--colour red"})
    void endsWithTwoForWrongUse(String more) throws IOException {
        List<String> words = more.isEmpty() ? List.of() : List.of(more.split(" ", -1));
        String[] arguments = new String[words.size() + 2];
        arguments[0] = "--schema";
        arguments[1] = file("new.yaml", DOCUMENT);
        for (int i = 0; i < words.size(); i++) {
            arguments[i + 2] = words.get(i);
        }

        assertThat(run(arguments)).isEqualTo(2);
        assertThat(text(err)).startsWith("serai: ").contains("usage: ./serai contracts");
    }

    @Test
    void saysThatADocumentIsNone() throws IOException {
        assertThat(run("--schema", file("openai.json", "{\"openapi\":"))).isEqualTo(2);
        assertThat(text(err)).contains("the document is neither JSON nor YAML");
    }

    private int run(String... arguments) {
        return ContractsCommand.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
