package gateway.provider.bedrock;

import static gateway.wire.bedrock.ChatDraft.CLAUDE_EU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.model.Answer;
import gateway.model.Completion;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.Json;
import gateway.model.Part;
import gateway.model.Residency;
import gateway.model.Usage;
import gateway.wire.bedrock.ChatDraft;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BedrockAdapterTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String ANSWER = """
            {"output":{"message":{"role":"assistant","content":[
              {"reasoningContent":{"reasoningText":{"text":"Hm.","signature":"c2ln"}}},
              {"text":"Let me look."},
              {"toolUse":{"toolUseId":"tooluse_1","name":"get_weather","input":{"city":"Ulm","days":2,"exact":1.5}}}]}},
             "stopReason":"tool_use",
             "usage":{"inputTokens":13,"cacheReadInputTokens":1504,"cacheWriteInputTokens":10,
               "cacheDetails":[{"ttl":"1h","inputTokens":4}],"outputTokens":5,"totalTokens":1532},
             "trace":{"guardrail":{"modelOutput":["Jane Doe"]}},"metrics":{"latencyMs":5}}
            """;

    @Test
    void readsAWholeAnswer() throws Exception {
        try (FakeBedrock server = FakeBedrock.answering(200, ANSWER, Map.of("x-amzn-requestid", "request-7"));
                BedrockClients clients = server.clients()) {
            BedrockAdapter.Result result = adapter(clients)
                    .call(ChatDraft.hello().tools(ChatDraft.WEATHER).build(), CLAUDE_EU, Residency.EU, LONG, LONG);

            assertThat(result.answer())
                    .isEqualTo(new Answer.Whole(
                            new Completion(
                                    "request-7",
                                    "",
                                    List.of(
                                            new Part.Thinking("Hm.", "c2ln"),
                                            new Part.Text("Let me look."),
                                            new Part.ToolCall(
                                                    "tooluse_1",
                                                    "get_weather",
                                                    new Json("{\"city\":\"Ulm\",\"days\":2,\"exact\":1.5}"),
                                                    null)),
                                    FinishReason.TOOL_CALLS,
                                    null,
                                    new Usage(1527, 1504, 6, 4, 5, 0)),
                            null));
        }
    }

    @Test
    void callsTheModelByItsUpstreamNameAndTellsTheTrueHost() throws Exception {
        try (FakeBedrock server = FakeBedrock.answering(200, ANSWER, Map.of());
                BedrockClients clients = server.clients()) {
            BedrockAdapter.Result unused =
                    adapter(clients).call(ChatDraft.hello().build(), CLAUDE_EU, Residency.EU, LONG, LONG);

            assertThat(unused.lost()).isEmpty();
            assertThat(server.seen().path()).isEqualTo(FakeBedrock.pathOf(CLAUDE_EU, "converse"));
            assertThat(server.seen().simulatedHost()).isEqualTo("bedrock-runtime.eu-central-1.amazonaws.com");
        }
    }

    @Test
    void measuresTheProvidersTime() {
        AtomicLong time = new AtomicLong();
        try (FakeBedrock server = FakeBedrock.answering(200, ANSWER, Map.of());
                BedrockClients clients = server.clients()) {
            BedrockAdapter adapter = new BedrockAdapter(clients, () -> time.addAndGet(7));

            BedrockAdapter.Result result = adapter.call(ChatDraft.hello().build(), CLAUDE_EU, Residency.EU, LONG, LONG);

            assertThat(result.providerNanos()).isEqualTo(7);
        }
    }

    @Test
    void namesTheFieldsThatAreLost() {
        try (FakeBedrock server = FakeBedrock.answering(200, ANSWER, Map.of());
                BedrockClients clients = server.clients()) {
            BedrockAdapter.Result result = adapter(clients)
                    .call(ChatDraft.hello().rest("logit_bias", "{}").build(), CLAUDE_EU, Residency.EU, LONG, LONG);

            assertThat(result.lost()).containsExactly("logit_bias");
        }
    }

    @Test
    void failsWhenThrottledWithoutATrySelfMade() throws Exception {
        try (FakeBedrock server = FakeBedrock.failing(429, "ThrottlingException", "Too many requests");
                BedrockClients clients = server.clients()) {
            Failure failure = failure(clients, ChatDraft.hello());

            assertThat(failure).isEqualTo(Failure.of(Failure.Kind.RATE_LIMITED, 429, "ThrottlingException"));
        }
    }

    @Test
    void failsWhenTheAnswerIsNoJson() {
        try (FakeBedrock server = FakeBedrock.answering(200, "<html>", Map.of());
                BedrockClients clients = server.clients()) {
            Failure failure = failure(clients, ChatDraft.hello());

            assertThat(failure.kind()).isEqualTo(Failure.Kind.BROKEN);
            assertThat(failure.code()).isEqualTo("garbage");
        }
    }

    @Test
    void failsWhenTheAnswerHoldsNoMessage() {
        try (FakeBedrock server = FakeBedrock.answering(200, "{}", Map.of());
                BedrockClients clients = server.clients()) {
            Failure failure = failure(clients, ChatDraft.hello());

            assertThat(failure.code()).isEqualTo("garbage");
        }
    }

    @Test
    void failsWhenNobodyListens() {
        FakeBedrock server = FakeBedrock.silent();
        try (BedrockClients clients = server.clients()) {
            server.close();

            Failure failure = failure(clients, ChatDraft.hello());

            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNREACHABLE);
        }
    }

    @Test
    void givesUpAWholeAnswerWhenTimeIsOver() throws Exception {
        try (FakeBedrock server = FakeBedrock.silent();
                BedrockClients clients = server.clients()) {
            assertThatThrownBy(() -> adapter(clients)
                            .call(ChatDraft.hello().build(), CLAUDE_EU, Residency.EU, LONG, Duration.ofMillis(300)))
                    .isInstanceOfSatisfying(
                            FailedException.class,
                            thrown -> assertThat(thrown.failure())
                                    .isEqualTo(Failure.of(Failure.Kind.TIMEOUT, "call_timeout")));
            server.awaitAbort();
        }
    }

    @Test
    void abortsTheCallWhenTheClientLeaves() throws Exception {
        ManualCancellation client = new ManualCancellation();
        try (FakeBedrock server = FakeBedrock.silent();
                BedrockClients clients = server.clients()) {
            CompletableFuture<Failure> failure = CompletableFuture.supplyAsync(
                    () -> failure(clients, ChatDraft.hello().cancelledBy(client)));
            server.seen();

            client.leave();

            assertThat(failure.get(10, TimeUnit.SECONDS)).isEqualTo(Failure.of(Failure.Kind.CANCELLED, "cancelled"));
            server.awaitAbort();
        }
    }

    @Test
    void sendsNothingWhenTheSocketCheckSaysNo() {
        Failure no = Failure.of(Failure.Kind.NOT_CALLED, "host_not_allowed");
        try (FakeBedrock server = FakeBedrock.answering(200, ANSWER, Map.of());
                BedrockClients clients = server.clients((required, deployment, host) -> no)) {
            Failure failure = failure(clients, ChatDraft.hello());

            assertThat(failure).isEqualTo(no);
            assertThat(server.called()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        try (FakeBedrock elsewhere = FakeBedrock.answering(200, ANSWER, Map.of());
                FakeBedrock server = FakeBedrock.answering(
                        status,
                        "{}",
                        Map.of(
                                "location", "http://127.0.0.1:" + elsewhere.port() + "/model/m/converse",
                                "alt-svc", "h2=\"127.0.0.1:" + elsewhere.port() + "\"; persist=1"));
                BedrockClients clients = server.clients()) {
            Failure whole = failure(clients, ChatDraft.hello());
            Failure streamed = failure(clients, ChatDraft.hello().streamed(Runnable::run));

            assertThat(whole).isEqualTo(Failure.of(Failure.Kind.BROKEN, status, "http_" + status));
            assertThat(streamed.status()).isEqualTo(status);
            assertThat(server.called()).isTrue();
            assertThat(elsewhere.called()).isFalse();
        }
    }

    @Test
    void showsTheSocketCheckTheTrueHostAndWhatIsRequired() {
        CompletableFuture<List<Object>> checked = new CompletableFuture<>();
        try (FakeBedrock server = FakeBedrock.answering(200, ANSWER, Map.of());
                BedrockClients clients = server.clients((required, deployment, host) -> {
                    checked.complete(List.of(required, deployment, host));
                    return null;
                })) {
            BedrockAdapter.Result result =
                    adapter(clients).call(ChatDraft.hello().build(), CLAUDE_EU, Residency.EU, LONG, LONG);

            assertThat(result.answer()).isInstanceOf(Answer.Whole.class);
            assertThat(checked)
                    .isCompletedWithValue(
                            List.of(Residency.EU, CLAUDE_EU, "bedrock-runtime.eu-central-1.amazonaws.com"));
        }
    }

    private static BedrockAdapter adapter(BedrockClients clients) {
        return new BedrockAdapter(clients, () -> 0);
    }

    private static Failure failure(BedrockClients clients, ChatDraft draft) {
        return catchThrowableOfType(
                        FailedException.class,
                        () -> adapter(clients).call(draft.build(), CLAUDE_EU, Residency.EU, LONG, LONG))
                .failure();
    }
}
