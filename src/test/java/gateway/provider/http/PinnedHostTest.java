package gateway.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.call.HostGate;
import gateway.contract.AnswerSampler;
import gateway.http.Waiting;
import gateway.model.Answer;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Price;
import gateway.model.Residency;
import gateway.provider.SocketGate;
import gateway.provider.bedrock.LocalCertificate;
import gateway.residency.EuHosts;
import gateway.wire.bedrock.ChatDraft;
import gateway.wire.openai.OpenAiProviderCodec;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call reaches the host of its deployment or none, whatever a server says. */
class PinnedHostTest {
    private static final String ANSWER =
            "{\"id\":\"a\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"Well.\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}";
    private static final HostGate GATE = new HostGate(Set.of("localhost", "eu.api.openai.com"), EuHosts.KNOWN);

    @TempDir
    private static Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger callsElsewhere = new AtomicInteger();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirectAndNoAlternative(int status) {
        int elsewhere = serve(callsElsewhere, null, response -> response.end(ANSWER));
        int port = serve(
                calls,
                null,
                response -> response.setStatusCode(status)
                        .putHeader("location", "http://127.0.0.1:" + elsewhere + "/v1/chat/completions")
                        .putHeader("alt-svc", "http/1.1=\"127.0.0.1:" + elsewhere + "\"; persist=1")
                        .end());
        HttpProviders providers = providers(GATE::against, null, null);
        Deployment deployment = at("http://localhost:" + port);

        Failure whole = failure(providers, deployment, Residency.ANY, false);
        Failure streamed = failure(providers, deployment, Residency.ANY, true);

        assertThat(whole.status()).isEqualTo(status);
        assertThat(streamed.status()).isEqualTo(status);
        assertThat(whole.kind()).isIn(Kind.BROKEN, Kind.OUR_FAULT);
        assertThat(calls).hasValue(2);
        assertThat(callsElsewhere).hasValue(0);
    }

    @Test
    void callsNobodyWhoseCertificateIsOfAnotherHost() throws Exception {
        LocalCertificate right = LocalCertificate.of("localhost", folder);
        LocalCertificate wrong = LocalCertificate.of("eu.api.openai.com", folder);
        int sound = serve(calls, right, response -> response.end(ANSWER));
        int impostor = serve(callsElsewhere, wrong, response -> response.end(ANSWER));

        Answer answer = call(
                providers(GATE::against, right.pem(), null), at("https://localhost:" + sound), Residency.ANY, false);
        Failure failure = failure(
                providers(GATE::against, wrong.pem(), null), at("https://localhost:" + impostor), Residency.ANY, false);

        assertThat(answer).isInstanceOf(Answer.Whole.class);
        assertThat(calls).hasValue(1);
        assertThat(failure).isEqualTo(Failure.of(Kind.UNREACHABLE, "connect_failed"));
        assertThat(callsElsewhere).hasValue(0);
    }

    @Test
    void opensNoSocketOutsideTheEuForWhatMustStayThere() {
        int port = serve(calls, null, response -> response.end(ANSWER));
        HttpProviders providers = providers(GATE::against, null, "127.0.0.1:" + port);

        Failure elsewhere = failure(providers, at("http://localhost"), Residency.EU, false);
        Answer inside = call(providers, at("https://eu.api.openai.com"), Residency.EU, false);

        assertThat(elsewhere).isEqualTo(Failure.of(Kind.NOT_CALLED, "not_in_region"));
        assertThat(inside).isInstanceOf(Answer.Whole.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void asksAboutTheHostThatIsMeantWhereASimulatorTakesItsPlace() {
        AtomicInteger asked = new AtomicInteger();
        HttpProviders providers = providers(
                (required, deployment, host) -> {
                    assertThat(host).isEqualTo("eu.api.openai.com");
                    asked.incrementAndGet();
                    return Failure.of(Kind.NOT_CALLED, "no");
                },
                null,
                "127.0.0.1:1");

        assertThat(failure(providers, at("https://eu.api.openai.com"), Residency.EU, true)
                        .code())
                .isEqualTo("no");
        assertThat(asked).hasValue(1);
    }

    @Test
    void keepsConnectionsWhenOnlyThePriceChangesAndClosesThemWhenThePlaceIsGone() {
        AtomicInteger connections = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        int port = vertx.createHttpServer()
                .connectionHandler(connection -> {
                    connections.incrementAndGet();
                    connection.closeHandler(gone -> closed.incrementAndGet());
                })
                .requestHandler(request -> request.response()
                        .putHeader("content-type", "application/json")
                        .end(ANSWER))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        HttpProviders providers = providers(GATE::against, null, null);
        Deployment place = at("http://localhost:" + port);
        int prices = 20;

        for (int price = 1; price <= prices; price++) {
            Deployment priced = priced(place, price);
            call(providers, priced, Residency.ANY, false);
            providers.keep(List.of(priced));
        }

        // one that is just being handed back may be missed
        assertThat(connections.get()).isLessThan(prices / 2);
        assertThat(closed).hasValue(0);

        providers.keep(List.of());
        assertThat(Waiting.until(Duration.ofSeconds(10), () -> closed.get() == connections.get()))
                .isTrue();
    }

    @Test
    void letsNoOtherHostPassForTheDeployments() {
        Deployment deployment = at("https://eu.api.openai.com");

        assertThat(GATE.against(Residency.ANY, deployment, "eu.api.openai.com")).isNull();
        assertThat(GATE.against(Residency.ANY, deployment, "localhost"))
                .isEqualTo(Failure.of(Kind.NOT_CALLED, "host_not_pinned"));
    }

    private int serve(
            AtomicInteger counted, @Nullable LocalCertificate certificate, Consumer<HttpServerResponse> reply) {
        HttpServerOptions options = new HttpServerOptions();
        if (certificate != null) {
            options.setSsl(true).setUseAlpn(true).setKeyCertOptions(certificate.key());
        }
        return vertx.createHttpServer(options)
                .requestHandler(request -> {
                    counted.incrementAndGet();
                    reply.accept(request.response().putHeader("content-type", "application/json"));
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private HttpProviders providers(SocketGate gate, @Nullable Path trusted, @Nullable String address) {
        HttpClients clients = new HttpClients(
                vertx, Duration.ofSeconds(5), Duration.ofMinutes(1), null, trusted == null ? null : trusted.toString());
        ProviderAccess access = new ProviderAccess(
                "acme",
                "authorization",
                null,
                Map.of(),
                null,
                address == null ? null : ProviderAccess.Address.of(address));
        return new HttpProviders(
                clients,
                gate,
                Map.of(Dialect.OPENAI, new OpenAiProviderCodec()),
                Map.of("acme", access),
                Map::of,
                AnswerSampler.NONE);
    }

    private Answer call(HttpProviders providers, Deployment deployment, Residency required, boolean stream) {
        Context loop = vertx.getOrCreateContext();
        ChatDraft draft =
                stream ? ChatDraft.hello().streamed(task -> loop.runOnContext(go -> task.run())) : ChatDraft.hello();
        return providers
                .call(draft.build(), deployment, required, Duration.ofSeconds(10))
                .answer();
    }

    private Failure failure(HttpProviders providers, Deployment deployment, Residency required, boolean stream) {
        return catchThrowableOfType(FailedException.class, () -> call(providers, deployment, required, stream))
                .failure();
    }

    private static Deployment priced(Deployment same, long price) {
        return new Deployment(
                same.id(),
                same.model(),
                same.provider(),
                same.dialect(),
                same.endpoint(),
                same.upstreamName(),
                same.region(),
                same.residency(),
                same.account(),
                new Price(price, price, price, price, price),
                same.contextTokens(),
                same.maxOutputTokens(),
                same.priority(),
                same.weight());
    }

    private static Deployment at(String endpoint) {
        return new Deployment(
                "acme-1",
                "m",
                "acme",
                Dialect.OPENAI,
                URI.create(endpoint),
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
