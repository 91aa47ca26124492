package gateway.parity;

import gateway.grpc.GrpcClient;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import serai.v1.ChatGrpc;
import serai.v1.CompleteEvent;
import serai.v1.CompleteRequest;
import serai.v1.CompleteResponse;

/** {@code serai.v1.Chat}. */
final class GrpcDoor implements Door {
    /** The table of docs/grpc.md from right to left, for what is tried here. */
    private static final Map<Status.Code, Integer> STATUSES = Map.of(
            Status.Code.INVALID_ARGUMENT, 400,
            Status.Code.UNAUTHENTICATED, 401,
            Status.Code.PERMISSION_DENIED, 403,
            Status.Code.NOT_FOUND, 404,
            Status.Code.RESOURCE_EXHAUSTED, 429,
            Status.Code.UNAVAILABLE, 503,
            Status.Code.DEADLINE_EXCEEDED, 504);

    private final EmbeddedSite site;
    private final GrpcClient client;
    private final boolean streams;

    GrpcDoor(EmbeddedSite site, GrpcClient client, boolean streams) {
        this.site = site;
        this.client = client;
        this.streams = streams;
    }

    @Override
    public String id() {
        return streams ? "grpc-stream" : "grpc-once";
    }

    @Override
    public String name() {
        return streams ? "gRPC, `Complete`" : "gRPC, `CompleteOnce`";
    }

    @Override
    public String route() {
        return "grpc-chat";
    }

    @Override
    public boolean streams() {
        return streams;
    }

    @Override
    public Site site() {
        return site;
    }

    @Override
    public Answer ask(Ask ask) {
        ask.connected().run();
        Map<String, String> metadata = new HashMap<>(ask.headers());
        metadata.put("authorization", "Bearer " + ask.key());
        ChatGrpc.ChatBlockingStub chat = client.chat(metadata);
        CompleteRequest request = GrpcClient.ask(ask.model(), ask.text()).toBuilder()
                .setMaxOutputTokens(Ask.TOKENS)
                .build();
        if (streams) {
            return streamed(chat.complete(request), ask.begun());
        }
        try {
            CompleteResponse answer = chat.completeOnce(request);
            return new Answer(
                    Answer.OK,
                    "",
                    answer.getText(),
                    Answer.finish(answer.getFinishReason()),
                    answer.getUsage().getInputTokens(),
                    answer.getUsage().getOutputTokens(),
                    false);
        } catch (StatusRuntimeException e) {
            return refused(e);
        }
    }

    private static Answer streamed(Iterator<CompleteEvent> events, Runnable begun) {
        StringBuilder text = new StringBuilder();
        String finish = "";
        long input = 0;
        long output = 0;
        boolean started = false;
        try {
            while (events.hasNext()) {
                CompleteEvent event = events.next();
                started = true;
                if (text.isEmpty() && event.hasText()) {
                    begun.run();
                }
                text.append(event.getText().getText());
                finish = event.hasFinish() ? Answer.finish(event.getFinish().getReason()) : finish;
                input = event.hasUsage() ? event.getUsage().getInputTokens() : input;
                output = event.hasUsage() ? event.getUsage().getOutputTokens() : output;
            }
        } catch (StatusRuntimeException e) {
            return started
                    ? new Answer(Answer.OK, GrpcClient.reason(e), text.toString(), finish, input, output, false)
                    : refused(e);
        }
        return new Answer(Answer.OK, "", text.toString(), finish, input, output, false);
    }

    private static Answer refused(StatusRuntimeException e) {
        Integer status = STATUSES.get(e.getStatus().getCode());
        return Answer.refused(Objects.requireNonNull(status, e::toString), GrpcClient.reason(e));
    }
}
