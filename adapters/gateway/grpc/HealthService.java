package gateway.grpc;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.vertx.core.Vertx;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpcio.server.GrpcIoServer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import serai.v1.ChatGrpc;

/**
 * {@code grpc.health.v1.Health}, as ready as the gateway is. Thread-safe.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/health-checking.md">the protocol</a>
 */
public final class HealthService {
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final Set<String> SERVICES = Set.of("", ChatGrpc.SERVICE_NAME);

    private final Vertx vertx;
    private final BooleanSupplier ready;
    private final Duration writeTimeout;

    /**
     * Takes what decides.
     *
     * @param ready whether calls may come
     * @param writeTimeout a caller that takes nothing for so long is cut
     */
    public HealthService(Vertx vertx, BooleanSupplier ready, Duration writeTimeout) {
        this.vertx = vertx;
        this.ready = ready;
        this.writeTimeout = writeTimeout;
    }

    /** Adds both methods to a server. */
    public void bind(GrpcIoServer server) {
        server.callHandler(
                HealthGrpc.getCheckMethod(), request -> request.handler(asked -> check(caller(request), asked)));
        server.callHandler(
                HealthGrpc.getWatchMethod(), request -> request.handler(asked -> watch(caller(request), asked)));
    }

    private Caller<HealthCheckResponse> caller(GrpcServerRequest<HealthCheckRequest, HealthCheckResponse> request) {
        return new Caller<>(vertx, request, writeTimeout);
    }

    private void check(Caller<HealthCheckResponse> caller, HealthCheckRequest asked) {
        ServingStatus status = status(asked);
        if (status == ServingStatus.SERVICE_UNKNOWN) {
            caller.response().status(GrpcStatus.NOT_FOUND).statusMessage("there is no such service");
        } else {
            caller.response().write(response(status));
        }
        caller.end();
    }

    private void watch(Caller<HealthCheckResponse> caller, HealthCheckRequest asked) {
        AtomicReference<ServingStatus> told = new AtomicReference<>(status(asked));
        caller.response().write(response(told.get()));
        long timer = vertx.setPeriodic(LOOK_EVERY_MILLIS, tick -> {
            ServingStatus now = status(asked);
            if (!caller.isOver() && !caller.response().writeQueueFull() && told.getAndSet(now) != now) {
                caller.response().write(response(now));
            }
        });
        caller.onOver(() -> vertx.cancelTimer(timer));
    }

    private ServingStatus status(HealthCheckRequest asked) {
        if (!SERVICES.contains(asked.getService())) {
            return ServingStatus.SERVICE_UNKNOWN;
        }
        return ready.getAsBoolean() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    }

    private static HealthCheckResponse response(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }
}
