package gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.app.TestGateway;
import gateway.http.PemPair;
import gateway.http.Waiting;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** gRPC over TLS, with a certificate that is renewed while the gateway runs. */
class GrpcTlsTest {
    private static final String MODEL = "gpt-4o-mini";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    static Path folder = Path.of("unset");

    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        PemPair.make(folder, "first");
        PemPair.make(folder, "second");
        show("first");
        gateway = TestGateway.start("""
                gateway:
                  grpc:
                    tls:
                      certificate: %s
                      key: %s
                """.formatted(folder.resolve("chain.pem"), folder.resolve("key.pem")));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void answersWholeAndStreamedAndShowsARenewedCertificate() throws Exception {
        try (GrpcClient client = new GrpcClient(gateway, folder.resolve("first.pem"))) {
            String whole =
                    client.chat().completeOnce(GrpcClient.ask(MODEL, "Hello")).getText();
            String streamed = GrpcClient.text(GrpcClient.all(client.chat().complete(GrpcClient.ask(MODEL, "Hello"))));

            assertThat(whole).contains("Hello");
            assertThat(streamed).isEqualTo(whole);
            assertThat(HealthGrpc.newBlockingStub(client.channel())
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus())
                    .isEqualTo(ServingStatus.SERVING);

            assertThat(trusts("second")).isFalse();
            show("second");
            assertThat(Waiting.until(SOON, () -> trusts("second") && !trusts("first")))
                    .isTrue();
            // who is connected stays so
            assertThat(client.chat()
                            .completeOnce(GrpcClient.ask(MODEL, "Hello"))
                            .getText())
                    .isEqualTo(whole);
        }
    }

    @Test
    void takesNobodyWithoutTls() {
        try (GrpcClient plain = new GrpcClient(gateway)) {
            StatusRuntimeException e = catchThrowableOfType(
                    StatusRuntimeException.class, () -> plain.chat().completeOnce(GrpcClient.ask(MODEL, "Hello")));

            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    /** Whether several new connections, which come to different event loops, all do. */
    private static boolean trusts(String name) {
        for (int i = 0; i < 4; i++) {
            try (GrpcClient client = new GrpcClient(gateway, folder.resolve(name + ".pem"))) {
                client.chat().withDeadlineAfter(20, TimeUnit.SECONDS).completeOnce(GrpcClient.ask(MODEL, "Hello"));
            } catch (Exception e) {
                return false;
            }
        }
        return true;
    }

    private static void show(String name) throws Exception {
        Files.copy(folder.resolve(name + ".pem"), folder.resolve("chain.pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(folder.resolve(name + ".key"), folder.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
    }
}
