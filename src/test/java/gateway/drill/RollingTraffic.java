package gateway.drill;

import gateway.app.TestGateway;
import gateway.failover.Client;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import serai.v1.ChatGrpc;
import serai.v1.CompleteRequest;

/**
 * Clients that call all the time whoever is ready, as a balancer sees it: by HTTP whole and streamed, and streamed on
 * lasting connections by WebSocket and by gRPC.
 */
final class RollingTraffic implements AutoCloseable {
    static final String MODEL = "claude-sonnet-4-5";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);
    private static final Metadata KEY = new Metadata();

    static {
        KEY.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + TestGateway.KEY);
    }

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Target, ManagedChannel> channels = new ConcurrentHashMap<>();
    private final List<Target> targets = new CopyOnWriteArrayList<>();
    private final Map<Way, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile List<Target> ready = List.of();
    private volatile boolean over;

    /**
     * A gateway.
     *
     * @param client base URL of the client API
     * @param management base URL of the management port
     * @param grpc port of the gRPC API
     */
    record Target(URI client, URI management, int grpc) {
        static Target of(TestGateway gateway) {
            return new Target(URI.create(gateway.url()), URI.create(gateway.managementUrl()), gateway.grpcPort());
        }
    }

    /** How calls come. */
    enum Way {
        WHOLE,
        EVENTS,
        WEB_SOCKET,
        GRPC
    }

    /** Makes a gateway known, which gets calls once it is ready. */
    void add(Target target) {
        targets.add(target);
        look();
    }

    /** Calls from now on. */
    void start(int clientsOfEachWay) {
        threads.execute(this::follow);
        for (Way way : Way.values()) {
            for (int i = 0; i < clientsOfEachWay; i++) {
                threads.execute(() -> client(way));
            }
        }
    }

    /** Makes no further calls, and waits for those under way. */
    void stop() throws InterruptedException {
        over = true;
        threads.shutdown();
        if (!threads.awaitTermination(LONGEST_CALL.toSeconds(), TimeUnit.SECONDS)) {
            failures.add("calls did not end");
        }
    }

    /** Calls that came to their end, by way. */
    Map<Way, AtomicInteger> calls() {
        return calls;
    }

    /** Why calls failed. */
    List<String> failures() {
        return failures;
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
        channels.values().forEach(ManagedChannel::shutdownNow);
        http.close();
    }

    /** As a balancer does. */
    private void follow() {
        while (!over) {
            look();
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private void look() {
        ready = targets.stream().filter(this::isReady).toList();
    }

    private boolean isReady(Target target) {
        try {
            return http.send(
                                    HttpRequest.newBuilder(target.management().resolve("/health/ready"))
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void client(Way way) {
        try (RollingSocket socket = new RollingSocket(http, this::target)) {
            while (!over) {
                try {
                    switch (way) {
                        case WHOLE -> byHttp(false);
                        case EVENTS -> byHttp(true);
                        case WEB_SOCKET -> socket.stream(Client.body(MODEL, true));
                        case GRPC -> byGrpc();
                    }
                } catch (IOException | IllegalStateException | StatusRuntimeException e) {
                    failures.add(way + ": " + e);
                }
                calls.computeIfAbsent(way, first -> new AtomicInteger()).incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Target target() {
        List<Target> now = ready;
        if (now.isEmpty()) {
            throw new IllegalStateException("nobody is ready");
        }
        return now.get(Math.floorMod(next.getAndIncrement(), now.size()));
    }

    private void byHttp(boolean stream) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(target().client().resolve("/v1/chat/completions"))
                .header("authorization", "Bearer " + TestGateway.KEY)
                .timeout(LONGEST_CALL)
                .POST(HttpRequest.BodyPublishers.ofString(Client.body(MODEL, stream)))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200 || (stream && !response.body().contains("[DONE]"))) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
    }

    private void byGrpc() {
        ManagedChannel channel = channels.computeIfAbsent(
                target(),
                to -> NettyChannelBuilder.forAddress("127.0.0.1", to.grpc())
                        .usePlaintext()
                        .build());
        CompleteRequest request =
                CompleteRequest.newBuilder().setJson(Client.body(MODEL, true)).build();
        boolean[] finished = new boolean[1];
        ChatGrpc.newBlockingStub(channel)
                .withDeadlineAfter(LONGEST_CALL.toSeconds(), TimeUnit.SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(KEY))
                .complete(request)
                .forEachRemaining(event -> finished[0] |= event.hasFinish());
        if (!finished[0]) {
            throw new IllegalStateException("the stream has no end");
        }
    }
}
