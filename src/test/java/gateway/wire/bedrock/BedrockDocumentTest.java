package gateway.wire.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Json;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.document.Document;

class BedrockDocumentTest {
    @Test
    void keepsEveryKindOfValueAndTheirOrder() {
        Json json =
                new Json("{\"z\":[1,-2.5,12345678901234567890,true,null],\"a\":{\"text\":\"x\\n\"},\"e\":[],\"o\":{}}");

        Document document = Objects.requireNonNull(BedrockDocument.object(json));

        assertThat(BedrockDocument.json(document)).isEqualTo(json);
    }

    @Test
    void takesNoTextForAnEmptyObject() {
        assertThat(BedrockDocument.object(new Json(" ")))
                .isEqualTo(Document.mapBuilder().build());
    }

    @Test
    void takesObjectsOnly() {
        assertThat(BedrockDocument.object(new Json("[1]"))).isNull();
        assertThat(BedrockDocument.object(new Json("{\"cut"))).isNull();
    }
}
