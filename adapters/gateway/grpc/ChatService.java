package gateway.grpc;

import gateway.api.HttpReply;
import gateway.api.HttpReply.Payload;
import gateway.ingress.CallIntake;
import gateway.ingress.CallIntake.Arrival;
import gateway.ingress.LoadLimits;
import gateway.ingress.Relay;
import gateway.ingress.RouteCaller;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpcio.server.GrpcIoServer;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import serai.v1.ChatGrpc;
import serai.v1.CompleteEvent;
import serai.v1.CompleteRequest;
import serai.v1.CompleteResponse;

/** {@code serai.v1.Chat}: calls of both methods go through the route {@code grpc-chat}. Thread-safe. */
public final class ChatService {
    private static final String ROUTE = "grpc-chat";
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final CallIntake intake;
    private final LoadLimits limits;
    private final RouteCaller route;
    private final Supplier<String> ids;
    private final Terms terms;

    /**
     * How long is waited for callers, and how much is taken from them.
     *
     * @param maxBodyBytes larger requests are refused
     * @param requestTimeout a request must have arrived whole within it
     * @param writeTimeout a caller that takes nothing for so long is cut
     */
    public record Terms(long maxBodyBytes, Duration requestTimeout, Duration writeTimeout) {}

    /**
     * Takes what it works with.
     *
     * @param intake takes calls in
     * @param limits how much at once, shared with all other ingresses
     * @param route runs {@code direct:grpc-chat}
     * @param ids makes ids of what is refused before it is taken in
     */
    public ChatService(
            Vertx vertx, CallIntake intake, LoadLimits limits, RouteCaller route, Supplier<String> ids, Terms terms) {
        this.vertx = vertx;
        this.intake = intake;
        this.limits = limits;
        this.route = route;
        this.ids = ids;
        this.terms = terms;
    }

    /** Adds both methods to a server. */
    public void bind(GrpcIoServer server) {
        server.callHandler(ChatGrpc.getCompleteMethod(), request -> take(request, true, this::stream));
        server.callHandler(ChatGrpc.getCompleteOnceMethod(), request -> take(request, false, ChatService::whole));
    }

    private <T> void take(
            GrpcServerRequest<CompleteRequest, T> request, boolean stream, BiConsumer<Caller<T>, HttpReply> answer) {
        Caller<T> caller = new Caller<>(vertx, request, terms.writeTimeout());
        long late = vertx.setTimer(terms.requestTimeout().toMillis(), tick -> caller.cut());
        request.handler(message -> {
            // a second message is not part of these methods
            if (vertx.cancelTimer(late) && !caller.isOver()) {
                dispatch(request, message, stream, caller, answer);
            }
        });
        request.endHandler(end -> {
            if (vertx.cancelTimer(late)) {
                refuse(caller, new Refusal.Malformed("the request is missing: send one CompleteRequest", null));
            }
        });
    }

    private <T> void dispatch(
            GrpcServerRequest<CompleteRequest, T> request,
            CompleteRequest message,
            boolean stream,
            Caller<T> caller,
            BiConsumer<Caller<T>, HttpReply> answer) {
        Buffer body;
        try {
            body = RequestJson.write(message, stream);
        } catch (RefusedException e) {
            refuse(caller, e.refusal());
            return;
        }
        long bytes = body.length();
        if (bytes > terms.maxBodyBytes()) {
            refuse(caller, new Refusal.PayloadTooLarge(terms.maxBodyBytes()));
            return;
        }
        if (!limits.hold(bytes)) {
            limits.release(bytes);
            refuse(caller, new Refusal.Overloaded(COME_AGAIN));
            return;
        }
        Arrival arrival = new Arrival(
                ROUTE,
                "/" + request.fullMethodName(),
                CallHeaders.of(request.headers(), message.getOptions()),
                body,
                caller,
                caller,
                () -> {});
        Runnable leave = intake.take(
                arrival,
                call -> {
                    caller.execute(() -> caller.named(call.id()));
                    return route.call(call);
                },
                reply -> answer.accept(caller, reply));
        caller.onOver(() -> {
            limits.release(bytes);
            leave.run();
        });
    }

    private void refuse(Caller<?> caller, Refusal refusal) {
        Failing.refuse(caller, intake.refusal(ids.get(), refusal));
    }

    private void stream(Caller<CompleteEvent> caller, HttpReply reply) {
        if (reply.payload() instanceof Payload.Events events) {
            // without a caller too: the stream must learn of it, or its provider's call would stay open
            EventStream out = new EventStream(caller, reply.headers());
            new Relay(new NoticeFrames(out), events, caller::onCancel).start();
        } else {
            Failing.refuse(caller, reply);
        }
    }

    private static void whole(Caller<CompleteResponse> caller, HttpReply reply) {
        if (caller.isOver()) {
            return;
        }
        if (reply.status() == 200 && reply.payload() instanceof Payload.Bytes bytes) {
            Statuses.metadata(reply.headers(), caller.response().headers());
            caller.response()
                    .write(WholeResponse.of(reply.headers(), bytes.body().toString()));
            caller.end();
        } else {
            Failing.refuse(caller, reply);
        }
    }
}
