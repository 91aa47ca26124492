package gateway.provider.bedrock;

import static gateway.wire.bedrock.ChatDraft.CLAUDE_EU;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Residency;
import gateway.provider.Provider;
import gateway.wire.bedrock.ChatDraft;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Bedrock is told beside the request itself, such as the trace of the call. */
class BedrockHeadersTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String ANSWER =
            "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"Hi\"}]}},"
                    + "\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":1,\"outputTokens\":1,\"totalTokens\":2}}";

    @Test
    void signsTheTraceOfAWholeAnswer() throws Exception {
        try (FakeBedrock server = FakeBedrock.answering(200, ANSWER, Map.of());
                BedrockClients clients = server.clients()) {
            Provider.Reply reply = told(clients).call(ChatDraft.hello().build(), CLAUDE_EU, Residency.EU, LONG);

            assertThat(reply.lost()).isEmpty();
            assertThat(server.header("traceparent")).isEqualTo(PARENT);
            assertThat(signed(server)).contains("traceparent", "host");
        }
    }

    @Test
    void signsTheTraceOfAStream() throws Exception {
        try (FakeBedrock server = FakeBedrock.streaming(
                        FakeBedrock.start(),
                        FakeBedrock.text("Hi"),
                        FakeBedrock.stop("end_turn"),
                        FakeBedrock.metadata());
                BedrockClients clients = server.clients()) {
            Provider.Reply reply = told(clients)
                    .call(ChatDraft.hello().streamed(Runnable::run).build(), CLAUDE_EU, Residency.EU, LONG);

            assertThat(reply.lost()).isEmpty();
            assertThat(server.header("traceparent")).isEqualTo(PARENT);
            assertThat(signed(server)).contains("traceparent", "host");
        }
    }

    @Test
    void tellsNothingWhereThereIsNoTrace() throws Exception {
        try (FakeBedrock server = FakeBedrock.answering(200, ANSWER, Map.of());
                BedrockClients clients = server.clients()) {
            Provider.Reply reply =
                    new BedrockAdapter(clients, () -> 0).call(ChatDraft.hello().build(), CLAUDE_EU, Residency.EU, LONG);

            assertThat(reply.lost()).isEmpty();
            assertThat(server.header("traceparent")).isEmpty();
            assertThat(signed(server)).contains("host").doesNotContain("traceparent");
        }
    }

    private static BedrockAdapter told(BedrockClients clients) {
        return new BedrockAdapter(clients, () -> 0, () -> Map.of("traceparent", PARENT));
    }

    /** Names of the headers that the signature covers. */
    private static List<String> signed(FakeBedrock server) throws Exception {
        String authorization = server.header("authorization");
        int from = authorization.indexOf("SignedHeaders=") + "SignedHeaders=".length();
        return List.of(
                authorization.substring(from, authorization.indexOf(',', from)).split(";", -1));
    }
}
