package gateway.provider.bedrock;

import static gateway.provider.bedrock.FakeBedrock.start;
import static gateway.provider.bedrock.FakeBedrock.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.contract.AnswerSampler;
import gateway.model.Answer;
import gateway.model.Deployment;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Residency;
import gateway.wire.bedrock.ChatDraft;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Calls the way the true hosts are called: TLS, HTTP/2, authorities of our own. */
class BedrockTlsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static LocalCertificate certificate;

    private final List<String> checked = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = LocalCertificate.in(folder);
    }

    @Test
    void streamsByHttp2AndResetsTheStreamWhenCancelled() throws Exception {
        try (FakeBedrock server = FakeBedrock.hangingByTls(certificate, start(), text("Hel"));
                BedrockClients clients = clients(certificate.pem(), LONG)) {
            RecordingReceiver receiver = new RecordingReceiver();
            Answer.Streamed answer = (Answer.Streamed) call(clients, server);
            answer.stream().start(receiver);

            answer.stream().cancel();

            server.awaitAbort();
            assertThat(server.seen().version()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(server.seen().simulatedHost()).isEmpty();
            assertThat(receiver.ending()).isEqualTo("cancelled");
        }
    }

    @Test
    void checksTheHostThatIsConnectedTo() {
        try (FakeBedrock server = FakeBedrock.hangingByTls(certificate, start(), text("Hel"));
                BedrockClients clients = clients(certificate.pem(), LONG)) {
            assertThat(call(clients, server)).isInstanceOf(Answer.Streamed.class);

            assertThat(checked).containsExactly("localhost");
        }
    }

    @Test
    void trustsNoAuthorityThatItDoesNotKnow() {
        try (FakeBedrock server = FakeBedrock.hangingByTls(certificate, start(), text("Hel"));
                BedrockClients clients = clients(null, Duration.ofMillis(300))) {
            Failure failure = catchThrowableOfType(FailedException.class, () -> call(clients, server))
                    .failure();

            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNREACHABLE);
            assertThat(server.called()).isFalse();
        }
    }

    @Test
    void callsNobodyWhoseCertificateIsOfAnotherHost() throws Exception {
        LocalCertificate other = LocalCertificate.of("bedrock-runtime.eu-west-1.amazonaws.com", folder);
        try (FakeBedrock server = FakeBedrock.hangingByTls(other, start(), text("Hel"));
                BedrockClients clients = clients(other.pem(), Duration.ofMillis(300))) {
            Failure failure = catchThrowableOfType(FailedException.class, () -> call(clients, server))
                    .failure();

            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNREACHABLE);
            assertThat(server.called()).isFalse();
        }
    }

    @Test
    void refusesAFileWithoutCertificates() throws Exception {
        Path file = Files.writeString(folder.resolve("empty.pem"), "");

        assertThatThrownBy(() -> new TrustedAuthorities(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("egress.ca must hold PEM certificates");
    }

    private BedrockClients clients(@Nullable Path ca, Duration connectTimeout) {
        BedrockNetwork network =
                new BedrockNetwork(null, null, ca, connectTimeout, Duration.ofMinutes(1), Duration.ofMinutes(1), 10);
        return new BedrockClients(
                network,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")),
                (required, deployment, host) -> {
                    checked.add(host);
                    return null;
                },
                AnswerSampler.NONE);
    }

    private static Answer call(BedrockClients clients, FakeBedrock server) {
        Deployment here = at(URI.create("https://localhost:" + server.port()));
        return new BedrockAdapter(clients, () -> 0)
                .call(ChatDraft.hello().streamed(Runnable::run).build(), here, Residency.ANY, LONG, LONG)
                .answer();
    }

    private static Deployment at(URI endpoint) {
        Deployment claude = ChatDraft.CLAUDE_EU;
        return new Deployment(
                claude.id(),
                claude.model(),
                claude.provider(),
                claude.dialect(),
                endpoint,
                claude.upstreamName(),
                claude.region(),
                claude.residency(),
                claude.account(),
                claude.price(),
                claude.contextTokens(),
                claude.maxOutputTokens(),
                claude.priority(),
                claude.weight());
    }
}
