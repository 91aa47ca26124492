package gateway.simulator;

import gateway.Ticker;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.Verticle;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The provider simulator: an HTTP server that plays OpenAI, Anthropic, Gemini and Bedrock. Thread-safe. */
public final class Simulator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);
    private static final int MOST_EVENT_LOOPS = 4;
    /** Between two looks at whether the port is free again, a thousand of them at most. */
    private static final Duration PAUSE = Duration.ofMillis(1);

    private static final int LOOKS = 1_000;

    private final Vertx vertx;
    private final String deployment;
    private final String host;
    private final int port;
    private final SimulatorFaults faults;
    private final SimulatorCounts counts;
    private final AtomicReference<Pace> pace;

    private Simulator(
            Vertx vertx,
            String deployment,
            String host,
            int port,
            SimulatorFaults faults,
            SimulatorCounts counts,
            AtomicReference<Pace> pace) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.host = host;
        this.port = port;
        this.faults = faults;
        this.counts = counts;
        this.pace = pace;
    }

    /**
     * Starts a simulator with the system's clock and waits until it listens; not to be called on an event loop.
     *
     * @param vertx runs the server
     * @param host to listen at, a loopback address
     * @param port to listen at, 0 for any free one
     * @throws IllegalStateException if the port is taken
     */
    public static Simulator start(Vertx vertx, String host, int port) {
        InstantSource clock = InstantSource.system();
        Instant start = clock.instant();
        return start(
                vertx,
                host,
                port,
                clock,
                () -> Duration.between(start, clock.instant()).toNanos());
    }

    /**
     * Starts a simulator and waits until it listens; not to be called on an event loop.
     *
     * @param vertx runs the server
     * @param host to listen at, a loopback address
     * @param port to listen at, 0 for any free one
     * @param clock dates the answers
     * @param ticker times the requests that are counted
     * @throws IllegalStateException if the port is taken
     */
    public static Simulator start(Vertx vertx, String host, int port, InstantSource clock, Ticker ticker) {
        // Vert.x would let two servers of the same instance share the port.
        IOException obstacle = port == 0 ? null : obstacle(host, port);
        if (obstacle != null) {
            throw new IllegalStateException(taken(host, port), obstacle);
        }
        SimulatorFaults faults = new SimulatorFaults();
        SimulatorCounts counts = new SimulatorCounts();
        AtomicReference<Pace> pace = new AtomicReference<>(Pace.DEFAULT);
        Ids ids = new Ids();
        BedrockDialect bedrock = new BedrockDialect(ids);
        Dialects dialects = new Dialects(
                new OpenAiDialect(ids, clock),
                new AnthropicDialect(ids),
                new GeminiDialect(ids),
                bedrock,
                new GuardrailDialect(bedrock));
        Handler<HttpServerRequest> reception = new Reception(
                vertx,
                ticker,
                dialects,
                new Controls(faults, counts, pace),
                counts,
                new Answerer(faults, new Responder(ids), pace::get));
        AtomicReference<Integer> bound = new AtomicReference<>(port);
        String deployment = deploy(vertx, host, port, reception, bound);
        LOG.info(
                "Provider simulator at http://{}:{}: its answers are made up, no provider is called",
                host,
                bound.get());
        return new Simulator(vertx, deployment, host, bound.get(), faults, counts, pace);
    }

    /** The port it listens at. */
    public int port() {
        return port;
    }

    /** The faults that are set. */
    public SimulatorFaults faults() {
        return faults;
    }

    /** What it was asked for. */
    public SimulatorCounts counts() {
        return counts;
    }

    /** Sets how fast and how much it talks from the next request on. */
    public void pace(Pace next) {
        pace.set(next);
    }

    /** Stops listening and closes all connections; waits for it. */
    @Override
    public void close() {
        if (vertx.deploymentIDs().contains(deployment)) {
            vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().join();
            awaitFree();
        }
    }

    /** A server that is closed keeps its port until the selector of its event loop is next asked. */
    private void awaitFree() {
        for (int i = 0; i < LOOKS && obstacle(host, port) != null; i++) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static String deploy(
            Vertx vertx, String host, int port, Handler<HttpServerRequest> reception, AtomicReference<Integer> bound) {
        // One server per event loop; only a port that is known can be shared.
        int loops = port == 0 ? 1 : Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_EVENT_LOOPS);
        try {
            return vertx.deployVerticle(
                            () -> (Verticle) new Listener(host, port, reception, bound::set),
                            new DeploymentOptions().setInstances(loops))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException(taken(host, port), e);
        }
    }

    /** Why nobody can listen at a port; null if it is free. */
    private static @Nullable IOException obstacle(String host, int port) {
        try {
            new ServerSocket(port, 1, InetAddress.getByName(host)).close();
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private static String taken(String host, int port) {
        return "the provider simulator cannot listen at " + host + ':' + port
                + ": the port is taken or the address is not of this machine; set simulator.port to a free port";
    }
}
