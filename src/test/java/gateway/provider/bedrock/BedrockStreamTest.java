package gateway.provider.bedrock;

import static gateway.provider.bedrock.FakeBedrock.event;
import static gateway.provider.bedrock.FakeBedrock.exception;
import static gateway.provider.bedrock.FakeBedrock.metadata;
import static gateway.provider.bedrock.FakeBedrock.start;
import static gateway.provider.bedrock.FakeBedrock.stop;
import static gateway.provider.bedrock.FakeBedrock.text;
import static gateway.wire.bedrock.ChatDraft.CLAUDE_EU;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Answer;
import gateway.model.Cancellation;
import gateway.model.Chunk;
import gateway.model.FinishReason;
import gateway.model.Residency;
import gateway.model.Stream;
import gateway.model.Usage;
import gateway.wire.bedrock.ChatDraft;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BedrockStreamTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ExecutorService relay =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("relay").factory());

    @AfterEach
    void stopRelay() {
        relay.shutdownNow();
    }

    @Test
    void handsOverEveryTokenAndWhitespaceToo() throws Exception {
        try (FakeBedrock server = FakeBedrock.streaming(
                        start(), text("Hello"), text(" "), text("\\n"), text("world"), stop("end_turn"), metadata());
                BedrockClients clients = server.clients()) {
            RecordingReceiver receiver = new RecordingReceiver();

            begin(clients, Cancellation.NEVER).start(receiver);

            assertThat(receiver.ending()).isEqualTo("end");
            assertThat(receiver.chunks())
                    .containsExactly(
                            new Chunk.Started("request-7", ""),
                            new Chunk.TextDelta("Hello"),
                            new Chunk.TextDelta(" "),
                            new Chunk.TextDelta("\n"),
                            new Chunk.TextDelta("world"),
                            new Chunk.Finished(FinishReason.STOP, null),
                            new Chunk.UsageSeen(Usage.of(5, 4)),
                            new Chunk.Done());
        }
    }

    @Test
    void callsTheReceiverOnTheRelayAlone() throws Exception {
        try (FakeBedrock server = FakeBedrock.streaming(start(), text("a"), text("b"), stop("end_turn"), metadata());
                BedrockClients clients = server.clients()) {
            RecordingReceiver receiver = new RecordingReceiver();

            begin(clients, Cancellation.NEVER).start(receiver);

            assertThat(receiver.ending()).isEqualTo("end");
            assertThat(receiver.threads()).containsOnly("relay");
        }
    }

    @Test
    void handsOverMoreEventsThanAreAskedForAhead() throws Exception {
        byte[][] frames = new byte[503][];
        Arrays.fill(frames, text("x"));
        frames[0] = start();
        frames[501] = stop("end_turn");
        frames[502] = metadata();
        try (FakeBedrock server = FakeBedrock.streaming(frames);
                BedrockClients clients = server.clients()) {
            RecordingReceiver receiver = new RecordingReceiver();

            begin(clients, Cancellation.NEVER).start(receiver);

            assertThat(receiver.ending()).isEqualTo("end");
            assertThat(receiver.text()).hasSize(500);
        }
    }

    @Test
    void handsOverToolCallsAndSealedThoughts() throws Exception {
        try (FakeBedrock server = FakeBedrock.streaming(
                        start(),
                        event(
                                "contentBlockDelta",
                                "{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"text\":\"Hm\"}}}"),
                        event(
                                "contentBlockDelta",
                                "{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"signature\":\"c2ln\"}}}"),
                        event("contentBlockStop", "{\"contentBlockIndex\":0}"),
                        event(
                                "contentBlockStart",
                                "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"f\"}}}"),
                        event(
                                "contentBlockDelta",
                                "{\"contentBlockIndex\":1,\"delta\":{\"toolUse\":{\"input\":\"{}\"}}}"),
                        stop("tool_use"),
                        metadata());
                BedrockClients clients = server.clients()) {
            RecordingReceiver receiver = new RecordingReceiver();

            begin(clients, Cancellation.NEVER).start(receiver);

            assertThat(receiver.ending()).isEqualTo("end");
            assertThat(receiver.chunks())
                    .contains(
                            new Chunk.ThinkingDelta("Hm"),
                            new Chunk.ThinkingSignature("c2ln"),
                            new Chunk.ToolCallStarted(0, "t1", "f", null),
                            new Chunk.ToolCallArguments(0, "{}"),
                            new Chunk.Finished(FinishReason.TOOL_CALLS, null));
        }
    }

    @Test
    void pausesAndGoesOn() throws Exception {
        try (FakeBedrock server =
                        FakeBedrock.streaming(start(), text("a"), text("b"), text("c"), stop("end_turn"), metadata());
                BedrockClients clients = server.clients()) {
            AtomicReference<Stream> stream = new AtomicReference<>();
            CompletableFuture<Void> paused = new CompletableFuture<>();
            RecordingReceiver receiver = new RecordingReceiver(() -> {
                stream.get().pause();
                paused.complete(null);
            });
            stream.set(begin(clients, Cancellation.NEVER));
            stream.get().start(receiver);
            paused.get(10, TimeUnit.SECONDS);
            relay.submit(() -> {}).get(10, TimeUnit.SECONDS);
            int whilePaused = receiver.chunks().size();

            while (receiver.endings().isEmpty()) {
                relay.submit(() -> stream.get().resume()).get(10, TimeUnit.SECONDS);
            }

            assertThat(whilePaused).isEqualTo(1);
            assertThat(receiver.text()).isEqualTo("abc");
        }
    }

    @Test
    void failsOnceWhenAnErrorComesInTheMiddle() throws Exception {
        try (FakeBedrock server = FakeBedrock.streaming(
                        start(), text("Hel"), exception("throttlingException", "{\"message\":\"Too many tokens\"}"));
                BedrockClients clients = server.clients()) {
            RecordingReceiver receiver = new RecordingReceiver();

            begin(clients, Cancellation.NEVER).start(receiver);

            assertThat(receiver.ending()).isEqualTo("RATE_LIMITED ThrottlingException");
            assertThat(receiver.endings()).hasSize(1);
            assertThat(receiver.text()).isEqualTo("Hel");
        }
    }

    @Test
    void failsWhenTheStreamEndsWithoutItsEnd() throws Exception {
        try (FakeBedrock server = FakeBedrock.streaming(start(), text("Hel"));
                BedrockClients clients = server.clients()) {
            RecordingReceiver receiver = new RecordingReceiver();

            begin(clients, Cancellation.NEVER).start(receiver);

            assertThat(receiver.ending()).isEqualTo("BROKEN cut");
        }
    }

    @Test
    void failsWhenTheConnectionBreaks() throws Exception {
        try (FakeBedrock server = FakeBedrock.breaking(start(), text("Hel"));
                BedrockClients clients = server.clients()) {
            RecordingReceiver receiver = new RecordingReceiver();

            begin(clients, Cancellation.NEVER).start(receiver);

            // the SDK tells a broken connection now as an error, now as an end
            assertThat(receiver.ending()).isIn("BROKEN cut", "UNREACHABLE connection_lost");
        }
    }

    @Test
    void failsWhenTheStreamHangsBeyondTheWholeTime() throws Exception {
        try (FakeBedrock server = FakeBedrock.hanging(start(), text("Hel"));
                BedrockClients clients = server.clients()) {
            RecordingReceiver receiver = new RecordingReceiver();
            Duration total = Duration.ofSeconds(2);

            begin(clients, Cancellation.NEVER, total).start(receiver);

            assertThat(receiver.ending()).isEqualTo("TIMEOUT call_timeout");
            server.awaitAbort();
        }
    }

    @Test
    void failsWhenTheStreamFallsSilent() throws Exception {
        try (FakeBedrock server = FakeBedrock.hanging(start(), text("Hel"));
                BedrockClients clients = server.clients(Duration.ofMillis(100))) {
            RecordingReceiver receiver = new RecordingReceiver();

            begin(clients, Cancellation.NEVER).start(receiver);

            assertThat(receiver.ending()).isEqualTo("TIMEOUT stalled");
            assertThat(receiver.endings()).hasSize(1);
            assertThat(receiver.text()).isEqualTo("Hel");
            server.awaitAbort();
        }
    }

    @Test
    void answersWithAnEndAlone() throws Exception {
        try (FakeBedrock server = FakeBedrock.streaming(start(), stop("content_filtered"), metadata());
                BedrockClients clients = server.clients()) {
            RecordingReceiver receiver = new RecordingReceiver();

            begin(clients, Cancellation.NEVER).start(receiver);

            assertThat(receiver.ending()).isEqualTo("end");
            assertThat(receiver.chunks()).contains(new Chunk.Finished(FinishReason.CONTENT_FILTER, null));
        }
    }

    @Test
    void abortsTheCallWhenTheClientLeavesInTheMiddle() throws Exception {
        ManualCancellation client = new ManualCancellation();
        try (FakeBedrock server = FakeBedrock.hanging(start(), text("Hel"));
                BedrockClients clients = server.clients()) {
            RecordingReceiver receiver = new RecordingReceiver();
            begin(clients, client).start(receiver);

            client.leave();

            assertThat(receiver.ending()).isEqualTo("cancelled");
            assertThat(receiver.endings()).hasSize(1);
            server.awaitAbort();
        }
    }

    @Test
    void endsTheCallWhenTheReceiverBreaks() throws Exception {
        try (FakeBedrock server = FakeBedrock.hanging(start(), text("Hel"));
                BedrockClients clients = server.clients()) {
            RecordingReceiver receiver = new RecordingReceiver(() -> {
                throw new IllegalStateException("broken");
            });

            begin(clients, Cancellation.NEVER).start(receiver);

            server.awaitAbort();
            assertThat(receiver.chunks()).containsExactly(new Chunk.Started("request-7", ""));
        }
    }

    private Stream begin(BedrockClients clients, Cancellation client) {
        return begin(clients, client, LONG);
    }

    private Stream begin(BedrockClients clients, Cancellation client, Duration total) {
        Answer answer = new BedrockAdapter(clients, () -> 0)
                .call(
                        ChatDraft.hello().streamed(relay).cancelledBy(client).build(),
                        CLAUDE_EU,
                        Residency.EU,
                        LONG,
                        total)
                .answer();
        return ((Answer.Streamed) answer).stream();
    }
}
