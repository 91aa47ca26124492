package gateway.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import gateway.model.Request;
import gateway.wire.JsonCodec;
import gateway.wire.ProviderCodec.Encoded;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiGoldenTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"text", "tools", "images-and-files", "structured-output", "reasoning-stream", "conversation"})
    void writesTheRequestAnew(String name) throws JsonProcessingException {
        Request.Chat chat = Samples.read(Samples.resource("/golden/openai/" + name + "/request.json"));

        Encoded encoded = new OpenAiProviderCodec().encode(Samples.withoutOriginal(chat), Samples.GPT);

        assertThat(JsonCodec.MAPPER.readTree(encoded.json()).toPrettyString())
                .isEqualTo(JsonCodec.MAPPER
                        .readTree(Samples.resource("/golden/openai/" + name + "/sent.json"))
                        .toPrettyString());
        assertThat(encoded.lost()).isEmpty();
    }
}
