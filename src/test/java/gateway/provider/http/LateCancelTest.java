package gateway.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.call.CancelSignal;
import gateway.contract.AnswerSampler;
import gateway.http.Waiting;
import gateway.model.Answer;
import gateway.model.Cancellation;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Price;
import gateway.model.Residency;
import gateway.wire.bedrock.ChatDraft;
import gateway.wire.openai.OpenAiProviderCodec;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that leaves when its answer is there disturbs nobody who has its connection to the provider by now. */
class LateCancelTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final int ROUNDS = 20;
    private static final String ANSWER =
            "{\"id\":\"a\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"Well.\"},\"finish_reason\":\"stop\"}]}";

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final ConcurrentLinkedQueue<HttpServerResponse> held = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        threads.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void asksForNoAnswerTwice() {
        Deployment place = at(serve());
        HttpProviders providers = new HttpProviders(
                new HttpClients(vertx, LONG, LONG, null, null),
                (required, deployment, host) -> null,
                Map.of(Dialect.OPENAI, new OpenAiProviderCodec()),
                Map.of("acme", new ProviderAccess("acme", "authorization", null, Map.of(), null, null)),
                Map::of,
                AnswerSampler.NONE);

        for (int round = 0; round < ROUNDS; round++) {
            CancelSignal left = new CancelSignal();
            CompletableFuture<Answer> first = ask(providers, place, left);
            release();
            first.join();
            CompletableFuture<Answer> second = ask(providers, place, Cancellation.NEVER);
            assertThat(Waiting.until(LONG, () -> !held.isEmpty())).isTrue();

            left.cancel();
            release();

            assertThat(second.join()).isInstanceOf(Answer.Whole.class);
        }
        assertThat(requests).hasValue(2 * ROUNDS);
        assertThat(connections).hasValueLessThan(ROUNDS);
    }

    private void release() {
        assertThat(Waiting.until(LONG, () -> !held.isEmpty())).isTrue();
        HttpServerResponse next = Objects.requireNonNull(held.poll());
        next.putHeader("content-type", "application/json").end(ANSWER);
    }

    private CompletableFuture<Answer> ask(HttpProviders providers, Deployment place, Cancellation cancellation) {
        return CompletableFuture.supplyAsync(
                () -> providers
                        .call(ChatDraft.hello().cancelledBy(cancellation).build(), place, Residency.ANY, LONG)
                        .answer(),
                threads);
    }

    private int serve() {
        return vertx.createHttpServer()
                .connectionHandler(connection -> connections.incrementAndGet())
                .requestHandler(request -> {
                    requests.incrementAndGet();
                    held.add(request.response());
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private static Deployment at(int port) {
        return new Deployment(
                "acme-1",
                "m",
                "acme",
                Dialect.OPENAI,
                URI.create("http://localhost:" + port),
                "m",
                "eu",
                Residency.EU,
                "default",
                new Price(1, 1, 1, 1, 1),
                100_000,
                1_000,
                0,
                1);
    }
}
