package gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.app.TestGateway;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS on both ports, with certificates that are renewed while the gateway runs. */
class TlsTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    static Path folder = Path.of("unset");

    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        PemPair.make(folder, "first");
        PemPair.make(folder, "second");
        PemPair.make(folder, "third");
        show("first");
        String tls = "tls:\n%1$s  certificate: " + folder.resolve("chain.pem") + "\n%1$s  key: "
                + folder.resolve("key.pem") + "\n";
        gateway =
                TestGateway.start("gateway:\n  " + tls.formatted("  ") + "  management:\n    " + tls.formatted("    "));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void showsTheNewCertificateOnBothPortsAndKeepsOpenConnections() throws Exception {
        show("first");
        assertThat(Waiting.until(SOON, () -> everywhere("first"))).isTrue();

        try (SSLSocket open = connect(gateway.url(), "h2", "http/1.1")) {
            show("second");
            boolean renewed = Waiting.until(SOON, () -> everywhere("second"));
            Files.copy(folder.resolve("third.pem"), folder.resolve("chain.pem"), StandardCopyOption.REPLACE_EXISTING);
            boolean stayed = !Waiting.until(Duration.ofSeconds(3), () -> !everywhere("second"));
            Files.copy(folder.resolve("third.key"), folder.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
            boolean third = Waiting.until(SOON, () -> everywhere("third"));

            assertThat(renewed).isTrue();
            // one file alone is no pair
            assertThat(stayed).isTrue();
            assertThat(third).isTrue();
            assertThat(open.getApplicationProtocol()).isEqualTo("h2");
            assertThat(open.isClosed()).isFalse();
        }
    }

    @Test
    void answersOverTls() throws Exception {
        try (SSLSocket socket = connect(gateway.url(), "http/1.1")) {
            String body = "{\"model\":\"claude-sonnet-4-5\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
            socket.getOutputStream()
                    .write((RawClient.head("POST", "/v1/chat/completions", TestGateway.KEY)
                                    + "connection: close\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .contains("You said: Hello");
        }
    }

    @Test
    void saysWhichFileCannotBeUsed() throws Exception {
        Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "secret");
        String missing = folder.resolve("missing.pem").toString();
        String first = folder.resolve("first.pem").toString();
        String otherKey = folder.resolve("second.key").toString();
        io.vertx.core.Vertx vertx = io.vertx.core.Vertx.vertx();

        assertThatThrownBy(() -> Certificate.read(vertx, missing, otherKey)).hasMessage(missing + " cannot be read");
        assertThatThrownBy(() -> Certificate.read(vertx, first, otherKey))
                .hasMessageContaining("is not the key of the certificate in");
        assertThatThrownBy(() -> Certificate.read(vertx, first, nonsense.toString()))
                .hasMessageContaining("must be PEM files")
                .hasMessageNotContaining("secret");
        vertx.close().toCompletionStage().toCompletableFuture().get(10, java.util.concurrent.TimeUnit.SECONDS);
    }

    /** Whether several new connections to each port all see a name. */
    private static boolean everywhere(String name) {
        List<String> seen = new ArrayList<>();
        for (String url : List.of(gateway.url(), gateway.managementUrl())) {
            for (int i = 0; i < 4; i++) {
                try (SSLSocket socket = connect(url, "http/1.1")) {
                    seen.add(((X509Certificate) socket.getSession().getPeerCertificates()[0])
                            .getSubjectX500Principal()
                            .getName());
                } catch (Exception e) {
                    seen.add(e.getClass().getName());
                }
            }
        }
        return seen.stream().allMatch(subject -> subject.equals("CN=" + name));
    }

    private static SSLSocket connect(String url, String... protocols) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustEverybody()}, null);
        URI uri = URI.create(url);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(uri.getHost(), uri.getPort());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(10_000);
        socket.startHandshake();
        return socket;
    }

    private static void show(String name) throws Exception {
        Files.copy(folder.resolve(name + ".pem"), folder.resolve("chain.pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(folder.resolve(name + ".key"), folder.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
    }
}
