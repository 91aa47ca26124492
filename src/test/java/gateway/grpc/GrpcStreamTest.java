package gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.failover.Overlay;
import gateway.failover.Overlay.Place;
import gateway.http.Gauges;
import gateway.http.Waiting;
import gateway.simulator.Pace;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.v1.CompleteEvent;
import serai.v1.CompleteRequest;

/** Streams over gRPC end as they should, whoever ends them. */
class GrpcStreamTest {
    private static final String MODEL = "gpt-4o-mini";
    private static final Duration LONG = Duration.ofSeconds(20);

    private static TestGateway gateway;
    private static GrpcClient client;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(
                "gateway:\n  limits:\n    write-timeout: 1s\n  failover:\n    first-token-minimum: 20s\n");
        client = new GrpcClient(gateway);
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
    }

    @AfterEach
    void takeBack() {
        gateway.simulator().faults().clear();
        gateway.simulator().pace(Pace.INSTANT);
        new Client(gateway).admin("DELETE", "/admin/v1/kill-switches/route/grpc-chat", TestGateway.ADMIN_KEY, "");
    }

    @Test
    void abortsTheProviderWhenTheCallerCancels() {
        slow();
        long before = gateway.simulator().counts().aborted();
        Context.CancellableContext context = Context.current().withCancellation();
        context.run(() -> {
            Iterator<CompleteEvent> events = client.chat().complete(GrpcClient.ask(MODEL, "Hello"));
            assertThat(events.next().hasStart()).isTrue();
        });

        context.cancel(null);

        assertThat(Waiting.until(LONG, () -> gateway.simulator().counts().aborted() == before + 1))
                .isTrue();
        assertThat(Waiting.until(LONG, () -> Gauges.of(gateway).idle())).isTrue();
    }

    @Test
    void abortsTheProviderWhenTheConnectionIsLost() {
        slow();
        long before = gateway.simulator().counts().aborted();
        try (GrpcClient other = new GrpcClient(gateway)) {
            assertThat(other.chat()
                            .complete(GrpcClient.ask(MODEL, "Hello"))
                            .next()
                            .hasStart())
                    .isTrue();
        }

        assertThat(Waiting.until(LONG, () -> gateway.simulator().counts().aborted() == before + 1))
                .isTrue();
        assertThat(Waiting.until(LONG, () -> Gauges.of(gateway).idle())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cutAfterChunks", "errorEventAfterChunks"})
    void endsABrokenStreamWithAStatus(String how) {
        gateway.simulator().faults().put("broken", "{\"model\":\"" + MODEL + "\",\"" + how + "\":3}");
        StringBuilder text = new StringBuilder();

        StatusRuntimeException e = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> client.chat()
                        .complete(GrpcClient.ask(MODEL, "Hello"))
                        .forEachRemaining(event -> text.append(event.getText().getText())));

        assertThat(text).isNotEmpty();
        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(GrpcClient.trailer(e, "x-serai-code")).isEqualTo(GrpcClient.reason(e));
    }

    @Test
    void endsWithAStatusWhereASwitchCuts() {
        slow();
        Iterator<CompleteEvent> events = client.chat().complete(GrpcClient.ask(MODEL, "Hello"));
        assertThat(events.next().hasStart()).isTrue();

        new Client(gateway)
                .admin(
                        "PUT",
                        "/admin/v1/kill-switches/route/grpc-chat",
                        TestGateway.ADMIN_KEY,
                        "{\"reason\":\"test\",\"mode\":\"cut\"}");

        StatusRuntimeException e =
                catchThrowableOfType(StatusRuntimeException.class, () -> events.forEachRemaining(event -> {}));
        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(GrpcClient.reason(e)).isEqualTo("switched_off");
    }

    @Test
    void cutsACallerThatDoesNotRead() {
        gateway.simulator().pace(new Pace(0, 0, 100_000));
        long before = gateway.simulator().counts().started();
        AtomicReference<Throwable> end = new AtomicReference<>();
        AtomicReference<ClientCallStreamObserver<CompleteRequest>> call = new AtomicReference<>();

        // some megabytes, far more than the caller's window and the kernel's buffers take
        CompleteRequest request = GrpcClient.ask(MODEL, "Hello").toBuilder()
                .clearMaxOutputTokens()
                .build();
        client.asynchronous().complete(request, new Unread(call, end));

        assertThat(Waiting.until(LONG, () -> gateway.simulator().counts().started() > before))
                .isTrue();
        assertThat(Waiting.until(
                        LONG,
                        () -> gateway.simulator().counts().open() == 0
                                && Gauges.of(gateway).idle()))
                .isTrue();
        call.get().request(Integer.MAX_VALUE);
        assertThat(Waiting.until(LONG, () -> end.get() != null)).isTrue();
        assertThat(Status.fromThrowable(end.get()).getCode()).isNotEqualTo(Status.Code.OK);
    }

    @Test
    void tellsOfAHandover() {
        String text = "One two three four five six seven eight nine ten";
        String model = "handed-over";
        Overlay overlay = new Overlay()
                .provider("first", "openai", "first.test")
                .provider("second", "anthropic", "second.test")
                .model(model, new Place("a", "first", "up-a", false), new Place("b", "second", "claude-3-up-b", false));
        try (TestGateway two = TestGateway.start(overlay.yaml());
                GrpcClient caller = new GrpcClient(two)) {
            two.simulator().faults().put("a", "{\"model\":\"up-a\",\"cutAfterChunks\":4,\"text\":\"" + text + "\"}");
            two.simulator().faults().put("b", "{\"model\":\"claude-3-up-b\",\"text\":\"" + text + "\"}");

            List<CompleteEvent> events = GrpcClient.all(
                    caller.chat(Map.of("x-serai-failover", "continue")).complete(GrpcClient.ask(model, "Tell me")));

            assertThat(GrpcClient.text(events)).isEqualTo(text);
            assertThat(events.stream()
                            .filter(CompleteEvent::hasNotice)
                            .map(event -> event.getNotice().getCode()))
                    .containsExactly("continued");
        }
    }

    private static void slow() {
        gateway.simulator().faults().put("slow", "{\"model\":\"" + MODEL + "\",\"chunks\":600,\"pauseMs\":50}");
    }

    /** Asks for no message by itself. */
    private record Unread(
            AtomicReference<ClientCallStreamObserver<CompleteRequest>> call, AtomicReference<Throwable> end)
            implements ClientResponseObserver<CompleteRequest, CompleteEvent> {
        @Override
        public void beforeStart(ClientCallStreamObserver<CompleteRequest> stream) {
            stream.disableAutoRequestWithInitial(1);
            call.set(stream);
        }

        @Override
        public void onNext(CompleteEvent event) {
            // nothing is done with it
        }

        @Override
        public void onError(Throwable broken) {
            end.set(broken);
        }

        @Override
        public void onCompleted() {
            end.set(Status.OK.asRuntimeException());
        }
    }
}
