package gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.http.Waiting;
import gateway.wire.JsonCodec;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several answers, their probabilities, seeds, penalties, sound and files: fields that not every dialect has. */
class OpenAiFieldsTest {
    private static final String ASKED = """
            {"model": "gpt-5-nano", "n": 2, "logprobs":true, "top_logprobs":3, "seed": 90071992547409931,
             "presence_penalty":-0.50, "frequency_penalty" :1e-1, "logit_bias":{"50256":-100}, "temperature":1.0,
             "modalities":["text","audio"], "audio":{"voice":"alloy","format":"wav"}, "store":false, "tomorrow":{"a":[]},
             "metadata":{"order":"17"}, "service_tier":"auto", "prediction":{"type":"content","content":"Hello"},
             "max_completion_tokens":500, "stream": STREAMED, "messages":[{"role":"developer","name":"boss","content":"Be brief."},
              {"role":"user","content":[{"type":"text","text":"What is said here?"},
               {"type":"input_audio","input_audio":{"data":"UklGRg==","format":"wav"}},
               {"type":"file","file":{"file_id":"file-1"}},
               {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERi0xLjQ="}}]}],
             "stream_options":{"include_usage":true}}""";

    private static final String USAGE = """
            "usage":{"prompt_tokens":19,"completion_tokens":8,"total_tokens":27,"prompt_tokens_details":\
            {"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}""";

    private static final String LOGPROBS = """
            {"content":[{"token":"Hi","logprob":-0.10,"bytes":[72,105],"top_logprobs":[]}],"refusal":null}""";

    private static final String WHOLE = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"gpt-5-nano-2025-08-07","choices":[
            {"index":0,"message":{"role":"assistant","content":"Hi","refusal":null,"annotations":[]},"logprobs":%1$s,"finish_reason":"stop"},
            {"index":1,"message":{"role":"assistant","content":null,"audio":{"id":"audio_1","data":"UklGRg==","transcript":"Ho"}},"logprobs":null,"finish_reason":"stop"}],
            %2$s,"service_tier":"default","system_fingerprint":"fp_1"}""".formatted(LOGPROBS, USAGE);

    private static final String CHUNK =
            "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
                    + "\"model\":\"gpt-5-nano-2025-08-07\",\"weather\":\"fine\",\"choices\":[%s]%s}\n\n";
    private static final String STREAM = chunk(
                    "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}")
            + chunk("{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"logprobs\":" + LOGPROBS + ",\"finish_reason\":null}")
            + chunk("{\"index\":1,\"delta\":{\"role\":\"assistant\",\"content\":\"Ho\"},\"finish_reason\":null}")
            + chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}")
            + chunk("{\"index\":1,\"delta\":{\"audio\":{\"data\":\"UklG\"}},\"finish_reason\":\"length\"}")
            + CHUNK.formatted("", "," + USAGE)
            + "data: [DONE]\n\n";

    private static Between between;
    private static TestGateway gateway;
    private static Client client;

    @BeforeAll
    static void start() {
        between = new Between();
        gateway = TestGateway.start("""
                gateway:
                  providers:
                    openai: {address: "%1$s"}
                    vertex: {address: "%1$s"}
                """.formatted(between.address()));
        between.before(gateway.simulator().port());
        client = new Client(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        between.close();
    }

    @AfterEach
    void forwardAgain() {
        between.answer(null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goToOpenAiAndBackByteForByte(boolean stream) throws IOException {
        String provider = stream ? STREAM : WHOLE;
        between.answer(Buffer.buffer(provider));
        String asked = ASKED.replace("STREAMED", Boolean.toString(stream));

        Client.Reply reply = client.post(Api.OPENAI, TestGateway.KEY, Map.of(), asked);

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(sent()).isEqualTo(asked);
        assertThat(reply.body()).isEqualTo(provider);
        assertThat(reply.headers()).doesNotContainKey("x-serai-translation");
        assertThat(outputTokensOf(reply)).isEqualTo(8);
    }

    /** The first stream of a provider is looked through, whichever test it is of. */
    @Test
    void tellNewsOfAStream() {
        between.answer(Buffer.buffer(STREAM));

        client.post(Api.OPENAI, TestGateway.KEY, Map.of(), ASKED.replace("STREAMED", "true"));

        assertThat(Waiting.until(
                        Duration.ofSeconds(20),
                        () -> client.admin("GET", "/metrics", TestGateway.ADMIN_KEY, "")
                                .body()
                                .lines()
                                .anyMatch(line -> line.startsWith("serai_contract_news_total")
                                        && line.contains("kind=\"field\"")
                                        && line.contains("provider=\"openai\""))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void countTheTokensOfEveryAnswer(boolean stream) throws IOException {
        Client.Reply one = ask("gpt-5-nano", stream, "\"n\":1,");
        Client.Reply three = ask("gpt-5-nano", stream, "\"n\":3,");

        assertThat(outputTokensOf(one)).isPositive();
        assertThat(one.body()).doesNotContain("\"index\":2");
        assertThat(three.body()).contains("\"index\":2");
        assertThat(outputTokensOf(three)).isEqualTo(3 * outputTokensOf(one));
    }

    @Test
    void reachGeminiWhereItHasThem() throws IOException {
        Client.Reply reply = ask(
                "gemini-2.5-flash",
                false,
                "\"seed\":7,\"presence_penalty\":-0.5,\"frequency_penalty\":0.1,\"n\":2,\"logprobs\":true,");

        JsonNode config = JsonCodec.MAPPER.readTree(sent()).path("generationConfig");
        assertThat(config.path("seed").asInt()).isEqualTo(7);
        assertThat(config.path("presencePenalty").asDouble()).isEqualTo(-0.5);
        assertThat(config.path("frequencyPenalty").asDouble()).isEqualTo(0.1);
        assertThat(reply.header("x-serai-translation")).isEqualTo("logprobs,n");
    }

    @ParameterizedTest
    @CsvSource({"wav, audio/wav", "mp3, audio/mp3"})
    void letGeminiHear(String format, String mimeType) throws IOException {
        Client.Reply reply = client.post(Api.OPENAI, TestGateway.KEY, Map.of(), """
                {"model":"gemini-2.5-flash","messages":[{"role":"user","content":[{"type":"text","text":"What is said?"},\
                {"type":"input_audio","input_audio":{"data":"UklGRg==","format":"%s"}}]}]}""".formatted(format));

        assertThat(reply.body()).contains("I see " + mimeType + ", 4 bytes");
        assertThat(JsonCodec.MAPPER
                        .readTree(sent())
                        .at("/contents/0/parts/1/inlineData/data")
                        .asText())
                .isEqualTo("UklGRg==");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":\"\",\"format\":\"wav\"}", "{\"data\":\"UklGRg==\",\"format\":\"midi\"}", "{}"})
    void refuseSoundThatGeminiDoesNotTake(String audio) {
        Client.Reply reply = client.post(Api.OPENAI, TestGateway.KEY, Map.of(), """
                {"model":"gemini-2.5-flash","messages":[{"role":"user","content":[{"type":"input_audio","input_audio":%s}]}]}""".formatted(audio));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("wav").contains("unsupported_feature");
    }

    private static Client.Reply ask(String model, boolean stream, String fields) {
        return client.post(Api.OPENAI, TestGateway.KEY, Map.of(), """
                {"model":"%s",%s"stream":%s,"messages":[{"role":"user","content":"Hello"}]}""".formatted(model, fields, stream));
    }

    private static String sent() {
        return new String(between.last().body(), StandardCharsets.UTF_8);
    }

    /** By the record of the call, which is written after its end. */
    private static long outputTokensOf(Client.Reply reply) throws IOException {
        String path = "/admin/v1/decisions/" + reply.header("x-serai-decision");
        Waiting.until(
                Duration.ofSeconds(10),
                () -> client.admin("GET", path, TestGateway.ADMIN_KEY, "").status() == 200);
        JsonNode decision = JsonCodec.MAPPER.readTree(
                client.admin("GET", path, TestGateway.ADMIN_KEY, "").body());
        return decision.findPath("output_tokens").asLong();
    }

    private static String chunk(String choice) {
        return CHUNK.formatted(choice, ",\"usage\":null");
    }
}
