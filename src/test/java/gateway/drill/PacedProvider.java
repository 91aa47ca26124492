package gateway.drill;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;

/**
 * A provider in OpenAI's format, in a process of its own: each stream gets one token a second, which tells when it was
 * sent. Streams of {@link #ENDLESS} never end and are as fast as they are read.
 */
final class PacedProvider {
    /** Upstream name of the model whose streams never end. */
    static final String ENDLESS = "gpt-5-nano";

    private static final int BEAT_MILLIS = 1_000;
    private static final int SMALL = 16 * 1024;
    private static final String HEAD =
            "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o-mini\","
                    + "\"choices\":[{\"index\":0,\"delta\":{";

    private PacedProvider() {}

    /** Takes the number of tokens, prints the port, and runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        int tokens = Integer.parseInt(arguments[0]);
        Vertx vertx = Vertx.vertx();
        int port = vertx.createHttpServer(
                        new HttpServerOptions().setSendBufferSize(SMALL).setAcceptBacklog(10_000))
                .requestHandler(request -> request.body().onSuccess(body -> {
                    HttpServerResponse response =
                            request.response().setChunked(true).putHeader("content-type", "text/event-stream");
                    if (body.toString().contains(ENDLESS)) {
                        response.setWriteQueueMaxSize(SMALL);
                        EndlessProvider.fill(response);
                    } else {
                        play(vertx, response, tokens);
                    }
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
        System.out.println(port);
    }

    private static void play(Vertx vertx, HttpServerResponse response, int tokens) {
        response.write(
                HEAD + "\"role\":\"assistant\",\"content\":\"" + Stamp.now() + " \"},\"finish_reason\":null}]}\n\n");
        int[] left = {tokens - 1};
        long timer = vertx.setPeriodic(BEAT_MILLIS, beat -> {
            if (left[0] > 0) {
                left[0]--;
                response.write(
                        Buffer.buffer(HEAD + "\"content\":\"" + Stamp.now() + " \"},\"finish_reason\":null}]}\n\n"));
                return;
            }
            vertx.cancelTimer(beat);
            response.end(HEAD + "},\"finish_reason\":\"stop\"}]}\n\n" + HEAD.substring(0, HEAD.indexOf("{\"index\""))
                    + "],\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":" + tokens + ",\"total_tokens\":"
                    + (tokens + 2) + "}}\n\ndata: [DONE]\n\n");
        });
        response.exceptionHandler(lost -> vertx.cancelTimer(timer));
        response.closeHandler(closed -> vertx.cancelTimer(timer));
    }
}
