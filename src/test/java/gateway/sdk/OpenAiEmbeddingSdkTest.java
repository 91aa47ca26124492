package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import gateway.app.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAI's SDK for Java: vectors, with each dialect behind. */
class OpenAiEmbeddingSdkTest {
    private static final int MOST = 2_048;

    private static TestGateway gateway;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
        client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway.url() + "/v1")
                .apiKey(TestGateway.KEY)
                .maxRetries(0)
                .timeout(Duration.ofSeconds(60))
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "text-embedding-3-small,1536",
        "gemini-embedding-001,3072",
        "titan-embed-text-v2,1024",
        "embed-multilingual-v3,1024"
    })
    void embedsTexts(String model, int dimensions) {
        CreateEmbeddingResponse response = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model(model)
                        .inputOfArrayOfStrings(List.of("one", "another"))
                        .build());

        assertThat(response.data()).hasSize(2);
        assertThat(response.data().get(1).index()).isEqualTo(1);
        assertThat(response.data().get(1).embedding()).hasSize(dimensions);
        assertThat(response.usage().promptTokens()).isEqualTo(3);
        assertThat(response.usage().totalTokens()).isEqualTo(3);
    }

    @Test
    void embedsAsManyTextsAsOpenAiTakes() {
        List<String> texts = IntStream.range(0, MOST).mapToObj(i -> "text " + i).toList();

        CreateEmbeddingResponse response = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("text-embedding-3-small")
                        .dimensions(64)
                        .inputOfArrayOfStrings(texts)
                        .build());

        assertThat(response.data()).hasSize(MOST);
        assertThat(response.data().getLast().embedding())
                .isEqualTo(client.embeddings()
                        .create(EmbeddingCreateParams.builder()
                                .model("text-embedding-3-small")
                                .dimensions(64)
                                .input(texts.getLast())
                                .build())
                        .data()
                        .getFirst()
                        .embedding());
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> client.embeddings()
                        .create(EmbeddingCreateParams.builder()
                                .model("claude-sonnet-4-5")
                                .input("hello")
                                .build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("name an embedding model");
    }
}
