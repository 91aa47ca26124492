package gateway.provider.bedrock;

import static gateway.provider.bedrock.FakeBedrock.exception;
import static gateway.provider.bedrock.FakeBedrock.start;
import static gateway.wire.bedrock.ChatDraft.CLAUDE_EU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.model.Cancellation;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Residency;
import gateway.wire.bedrock.ChatDraft;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BedrockFirstTokenTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final ExecutorService relay =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("relay").factory());

    @AfterEach
    void stopRelay() {
        relay.shutdownNow();
    }

    @Test
    void doesNotAnswerWhenAnErrorComesFirst() {
        try (FakeBedrock server =
                        FakeBedrock.streaming(start(), exception("internalServerException", "{\"message\":\"Oh\"}"));
                BedrockClients clients = server.clients()) {
            Failure failure = failure(clients, Cancellation.NEVER, LONG);

            assertThat(failure.kind()).isEqualTo(Failure.Kind.BROKEN);
            assertThat(failure.code()).isEqualTo("InternalServerException");
        }
    }

    @Test
    void doesNotAnswerWhenRefusedByStatus() {
        try (FakeBedrock server = FakeBedrock.failing(503, "ServiceUnavailableException", "Try later");
                BedrockClients clients = server.clients()) {
            Failure failure = failure(clients, Cancellation.NEVER, LONG);

            assertThat(failure).isEqualTo(Failure.of(Failure.Kind.BROKEN, 503, "ServiceUnavailableException"));
        }
    }

    @Test
    void doesNotAnswerWithAnEmptyStream() {
        try (FakeBedrock server = FakeBedrock.streaming(start());
                BedrockClients clients = server.clients()) {
            Failure failure = failure(clients, Cancellation.NEVER, LONG);

            assertThat(failure).isEqualTo(Failure.of(Failure.Kind.BROKEN, "empty_stream"));
        }
    }

    @Test
    void givesUpWhenTheFirstTokenIsLate() throws Exception {
        try (FakeBedrock server = FakeBedrock.hanging(start());
                BedrockClients clients = server.clients()) {
            Failure failure = failure(clients, Cancellation.NEVER, SHORT);

            assertThat(failure).isEqualTo(Failure.of(Failure.Kind.TIMEOUT, "first_token_timeout"));
            server.awaitAbort();
        }
    }

    @Test
    void abortsTheCallWhenTheClientLeavesBeforeTheFirstToken() throws Exception {
        ManualCancellation client = new ManualCancellation();
        try (FakeBedrock server = FakeBedrock.hanging(start());
                BedrockClients clients = server.clients()) {
            CompletableFuture<Failure> failure = CompletableFuture.supplyAsync(() -> failure(clients, client, LONG));
            server.seen();

            client.leave();

            assertThat(failure.get(10, TimeUnit.SECONDS)).isEqualTo(Failure.of(Failure.Kind.CANCELLED, "cancelled"));
            server.awaitAbort();
        }
    }

    private Failure failure(BedrockClients clients, Cancellation client, Duration firstToken) {
        return catchThrowableOfType(
                        FailedException.class,
                        () -> new BedrockAdapter(clients, () -> 0)
                                .call(
                                        ChatDraft.hello()
                                                .streamed(relay)
                                                .cancelledBy(client)
                                                .build(),
                                        CLAUDE_EU,
                                        Residency.EU,
                                        firstToken,
                                        LONG))
                .failure();
    }
}
