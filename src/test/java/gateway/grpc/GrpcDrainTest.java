package gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import gateway.app.TestGateway;
import gateway.decision.StoredDecision;
import gateway.failover.Client;
import gateway.http.Waiting;
import gateway.simulator.Pace;
import io.grpc.ConnectivityState;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import serai.v1.CompleteEvent;

/** How a gateway that is told to end takes leave of its callers by gRPC. */
class GrpcDrainTest {
    private static final String MODEL = "claude-sonnet-4-5";
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void letsStreamsComeToTheirEndWhileNewCallsAreRefused() throws Exception {
        try (TestGateway gateway = draining("0s", "30s");
                GrpcClient client = new GrpcClient(gateway)) {
            Iterator<CompleteEvent> stream = begun(gateway, client, new Pace(0, 40, 100));
            CompletableFuture<Void> drained = CompletableFuture.runAsync(gateway::drain);
            assertThat(Waiting.until(LONG, () -> health(client) == ServingStatus.NOT_SERVING))
                    .isTrue();

            StatusRuntimeException refused = failure(client);
            boolean running = !drained.isDone();
            boolean finished = false;
            while (stream.hasNext()) {
                finished |= stream.next().hasFinish();
            }
            drained.get(30, TimeUnit.SECONDS);

            assertThat(running).isTrue();
            assertThat(finished).isTrue();
            assertOverloaded(refused);
            assertThat(gateway.simulator().counts().aborted()).isZero();
        }
    }

    @Test
    void endsStreamsByAStatusThatTakeTooLongAndSettlesThem() throws Exception {
        try (TestGateway gateway = draining("0s", "200ms");
                GrpcClient client = new GrpcClient(gateway)) {
            gateway.simulator().pace(new Pace(0, 20, 5_000));
            Iterator<CompleteEvent> stream = client.chat().complete(GrpcClient.ask(MODEL, "Hello"));
            String request = stream.next().getStart().getServing().getDecision();
            stream.next();

            gateway.drain();

            StatusRuntimeException e =
                    catchThrowableOfType(StatusRuntimeException.class, () -> stream.forEachRemaining(event -> {}));
            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(GrpcClient.reason(e)).isEqualTo("shutting_down");
            assertThat(GrpcClient.trailer(e, "x-request-id")).isEqualTo(request);
            assertThat(retryAfter(e)).isEqualTo(1);
            assertThat(Waiting.until(LONG, () -> gateway.decisions().find(request) != null))
                    .isTrue();
            StoredDecision decision = Objects.requireNonNull(gateway.decisions().find(request));
            assertThat(decision.result()).isEqualTo("shutting_down");
            assertThat(decision.json()).containsPattern("\"cost_micro_usd\":[1-9]");
            assertThat(gateway.simulator().counts().aborted()).isEqualTo(1);
        }
    }

    @Test
    void givesUpWhatStillWaitsForItsProvider() throws Exception {
        try (TestGateway gateway = draining("0s", "200ms");
                GrpcClient client = new GrpcClient(gateway)) {
            gateway.simulator().pace(new Pace(60_000, 0, 1));
            CompletableFuture<StatusRuntimeException> waiting = CompletableFuture.supplyAsync(() -> failure(client));
            assertThat(Waiting.until(LONG, () -> gateway.simulator().counts().open() == 1))
                    .isTrue();

            gateway.drain();

            assertOverloaded(waiting.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void takesCallsForAWhileAndTellsChannelsToConnectAnew() {
        try (TestGateway gateway = draining("10s", "10s");
                GrpcClient client = new GrpcClient(gateway)) {
            client.chat().completeOnce(GrpcClient.ask(MODEL, "Hello"));
            assertThat(client.channel().getState(false)).isEqualTo(ConnectivityState.READY);

            CompletableFuture<Void> drained = CompletableFuture.runAsync(gateway::drain);

            // by GOAWAY, so that a channel that has no call under way gives its connection up
            assertThat(Waiting.until(LONG, () -> client.channel().getState(false) == ConnectivityState.IDLE))
                    .isTrue();
            String text =
                    client.chat().completeOnce(GrpcClient.ask(MODEL, "Hello")).getText();
            boolean again = Waiting.until(LONG, () -> client.channel().getState(false) == ConnectivityState.IDLE);
            boolean running = !drained.isDone();

            assertThat(text).isNotEmpty();
            assertThat(again).isTrue();
            assertThat(running).isTrue();
            assertThat(new Client(gateway).admin("GET", "/health/ready", "", "").status())
                    .isEqualTo(503);
        }
    }

    private static TestGateway draining(String delay, String timeout) {
        return TestGateway.start(
                "gateway:\n  failover: {first-token-minimum: 20s}\n",
                null,
                Map.of("SERAI_DRAIN_DELAY", delay, "SERAI_DRAIN_TIMEOUT", timeout));
    }

    private static Iterator<CompleteEvent> begun(TestGateway gateway, GrpcClient client, Pace pace) {
        gateway.simulator().pace(pace);
        Iterator<CompleteEvent> stream = client.chat().complete(GrpcClient.ask(MODEL, "Hello"));
        assertThat(stream.next().hasStart()).isTrue();
        return stream;
    }

    private static ServingStatus health(GrpcClient client) {
        return HealthGrpc.newBlockingStub(client.channel())
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus();
    }

    private static StatusRuntimeException failure(GrpcClient client) {
        return catchThrowableOfType(
                StatusRuntimeException.class, () -> client.chat().completeOnce(GrpcClient.ask(MODEL, "Hello")));
    }

    private static void assertOverloaded(StatusRuntimeException e) throws InvalidProtocolBufferException {
        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(GrpcClient.reason(e)).isEqualTo("overloaded");
        assertThat(GrpcClient.trailer(e, "x-serai-code")).isEqualTo("overloaded");
        assertThat(GrpcClient.trailer(e, "retry-after")).isEqualTo("1");
        assertThat(GrpcClient.trailer(e, "x-request-id")).startsWith("req_");
        assertThat(retryAfter(e)).isEqualTo(1);
    }

    private static long retryAfter(StatusRuntimeException e) throws InvalidProtocolBufferException {
        for (Any detail : Objects.requireNonNull(StatusProto.fromThrowable(e)).getDetailsList()) {
            if (detail.is(RetryInfo.class)) {
                return detail.unpack(RetryInfo.class).getRetryDelay().getSeconds();
            }
        }
        return 0;
    }
}
