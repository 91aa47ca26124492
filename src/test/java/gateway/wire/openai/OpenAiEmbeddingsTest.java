package gateway.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.model.EmbeddingInput;
import gateway.model.Examples;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiEmbeddingsTest {
    private final OpenAiEmbeddings codec = new OpenAiEmbeddings();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "null;'input' is missing",
                "5;'input' must be a string",
                "{};'input' must be a string",
                "\"\";'input' is an empty string",
                "[];'input' is empty",
                "[\"a\",\"\"];'input[1]' is an empty string",
                "[\"a\",[1]];'input[1]' must be a string",
                "[\"a\",7];'input[1]' must be a string",
                "[[1],\"a\"];'input[1]' must be an array of tokens",
                "[1,\"a\"];'input[1]' must be a token",
                "[1,[2]];'input[1]' must be a token",
                "[[1],[]];'input[1]' must be an array of tokens",
                "[[[1]]];'input[0][0]' must be a token",
                "[[\"a\"]];'input[0][0]' must be a token",
                "[1.5];'input[0]' must be a token",
                "[-1];'input[0]' must be a token",
                "[3000000000];'input[0]' must be a token",
                "[null];'input[0]' must be a string",
                "[true];'input[0]' must be a string"
            })
    void refusesInputsThatAreNone(String input, String words) {
        Refusal.Malformed refusal = malformed("{\"model\":\"m\",\"input\":" + input + "}");

        assertThat(refusal.problem()).contains(words);
        assertThat(refusal.param()).startsWith("input");
    }

    @Test
    void takesUpTo2048Inputs() {
        String texts = "\"a\",".repeat(2_047) + "\"a\"";
        String tokens = "[1],".repeat(2_047) + "[1]";

        assertThat(read("{\"model\":\"m\",\"input\":[" + texts + "]}").input().size())
                .isEqualTo(2_048);
        assertThat(read("{\"model\":\"m\",\"input\":[" + tokens + "]}").input().size())
                .isEqualTo(2_048);
        assertThat(malformed("{\"model\":\"m\",\"input\":[" + texts + ",\"a\"]}")
                        .problem())
                .contains("at most 2048");
        assertThat(malformed("{\"model\":\"m\",\"input\":[" + tokens + ",[1]]}").problem())
                .contains("at most 2048");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"dimensions\":0;dimensions",
                "\"dimensions\":-5;dimensions",
                "\"dimensions\":70000;dimensions",
                "\"dimensions\":1.5;dimensions",
                "\"dimensions\":\"256\";dimensions",
                "\"encoding_format\":\"int8\";encoding_format",
                "\"encoding_format\":7;encoding_format",
                "\"user\":7;user"
            })
    void refusesOtherFieldsByName(String field, String param) {
        Refusal.Malformed refusal = malformed("{\"model\":\"m\",\"input\":\"a\"," + field + "}");

        assertThat(refusal.param()).isEqualTo(param);
        assertThat(refusal.problem()).contains("'" + param + "'");
    }

    @Test
    void takesNullForWhatIsNotSaid() {
        Request.Embedding read = read(
                "{\"model\":\"m\",\"input\":\"a\",\"encoding_format\":null,\"dimensions\":null,\"user\":null,\"x\":null}");

        assertThat(read.format()).isNull();
        assertThat(read.dimensions()).isNull();
        assertThat(read.user()).isNull();
        assertThat(read.rest()).isEmpty();
        assertThat(read.input()).isEqualTo(new EmbeddingInput.Texts(List.of("a")));
    }

    private Refusal.Malformed malformed(String body) {
        return (Refusal.Malformed)
                catchThrowableOfType(RefusedException.class, () -> read(body)).refusal();
    }

    private Request.Embedding read(String body) {
        return codec.read(Examples.call(), body.getBytes(StandardCharsets.UTF_8));
    }
}
