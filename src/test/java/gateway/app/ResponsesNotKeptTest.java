package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import gateway.failover.Client;
import gateway.failover.Client.Reply;
import gateway.wire.JsonCodec;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Responses where nothing is kept. */
class ResponsesNotKeptTest {
    private static final String PATH = "/v1/responses";

    @Test
    void isOffUnlessItIsSwitchedOn() throws JsonProcessingException {
        try (TestGateway plain = TestGateway.start()) {
            Client other = new Client(plain);

            Reply found = other.send("GET", PATH + "/resp_1", TestGateway.KEY, Map.of(), "");
            Reply refused = other.send(
                    "POST",
                    PATH,
                    TestGateway.KEY,
                    Map.of(),
                    body("\"previous_response_id\":\"resp_1\",\"input\":\"Go on\""));
            Reply answered =
                    other.send("POST", PATH, TestGateway.KEY, Map.of(), body("\"store\":true,\"input\":\"Hello\""));

            assertThat(found.status()).isEqualTo(404);
            assertThat(found.body()).contains("gateway.responses.store");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(JsonCodec.MAPPER
                            .readTree(refused.body())
                            .at("/error/param")
                            .asText())
                    .isEqualTo("previous_response_id");
            assertThat(refused.body()).contains("gateway.responses.store");
            assertThat(JsonCodec.MAPPER.readTree(answered.body()).path("store").asBoolean(true))
                    .isFalse();
        }
    }

    private static String body(String fields) {
        return "{\"model\":\"claude-sonnet-4-5\"," + fields + "}";
    }
}
