package gateway.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.contract.AnswerSampler;
import gateway.model.Deployment;
import gateway.provider.SocketGate;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** A server on loopback that answers Bedrock's calls with what a test says. */
public final class FakeBedrock implements AutoCloseable {
    /** Keeps the SDK's shared event loops running between tests: to stop them takes two seconds. */
    private static final SdkAsyncHttpClient KEEPS_EVENT_LOOPS = NettyNioAsyncHttpClient.create();

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Consumer<HttpServerResponse> reply;
    private volatile AnswerSampler sampler = AnswerSampler.NONE;
    private final CompletableFuture<Seen> seen = new CompletableFuture<>();
    private final Map<String, String> headers = new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);
    private final CompletableFuture<Void> aborted = new CompletableFuture<>();

    /**
     * A request as it came.
     *
     * @param path with the model's id still encoded
     * @param simulatedHost the host that was meant, if it was told
     * @param version of HTTP
     * @param body the JSON
     */
    public record Seen(String path, String simulatedHost, HttpVersion version, String body) {}

    private FakeBedrock(Consumer<HttpServerResponse> reply) {
        this(reply, new HttpServerOptions());
    }

    private FakeBedrock(Consumer<HttpServerResponse> reply, HttpServerOptions options) {
        assertThat(KEEPS_EVENT_LOOPS.clientName()).isNotEmpty();
        this.reply = reply;
        server = vertx.createHttpServer(options)
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Answers in one piece. */
    public static FakeBedrock answering(int status, String json, Map<String, String> headers) {
        return new FakeBedrock(response -> {
            headers.forEach(response::putHeader);
            response.setStatusCode(status)
                    .putHeader("content-type", "application/json")
                    .end(json);
        });
    }

    /** Answers with an error of a name. */
    public static FakeBedrock failing(int status, String error, String message) {
        return answering(
                status, "{\"message\":\"" + message + "\"}", Map.of("x-amzn-errortype", error + ":http://internal/"));
    }

    /** Streams frames, then ends the response. */
    public static FakeBedrock streaming(byte[]... frames) {
        return new FakeBedrock(response -> {
            send(response, frames);
            response.end();
        });
    }

    /** Streams frames, then breaks the connection. */
    public static FakeBedrock breaking(byte[]... frames) {
        return new FakeBedrock(response -> {
            send(response, frames);
            response.write(Buffer.buffer(new byte[] {0, 0})).onComplete(sent -> response.reset());
        });
    }

    /** Streams frames, then says nothing more. */
    public static FakeBedrock hanging(byte[]... frames) {
        return new FakeBedrock(response -> send(response, frames));
    }

    /** Streams frames by TLS and HTTP/2, then says nothing more. */
    static FakeBedrock hangingByTls(LocalCertificate certificate, byte[]... frames) {
        return new FakeBedrock(
                response -> send(response, frames),
                new HttpServerOptions().setSsl(true).setUseAlpn(true).setKeyCertOptions(certificate.key()));
    }

    /** Never answers at all. */
    public static FakeBedrock silent() {
        return new FakeBedrock(response -> {});
    }

    /** An event of a stream. */
    public static byte[] event(String type, String json) {
        return frame(
                Map.of(
                        ":message-type", HeaderValue.fromString("event"),
                        ":event-type", HeaderValue.fromString(type),
                        ":content-type", HeaderValue.fromString("application/json")),
                json);
    }

    /** An error within a stream. */
    public static byte[] exception(String type, String json) {
        return frame(
                Map.of(
                        ":message-type", HeaderValue.fromString("exception"),
                        ":exception-type", HeaderValue.fromString(type),
                        ":content-type", HeaderValue.fromString("application/json")),
                json);
    }

    /** The event with which an answer begins. */
    public static byte[] start() {
        return event("messageStart", "{\"role\":\"assistant\",\"p\":\"abcd\"}");
    }

    /** An event with text. */
    public static byte[] text(String jsonText) {
        return event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + jsonText + "\"}}");
    }

    /** The event with which a message ends. */
    public static byte[] stop(String reason) {
        return event("messageStop", "{\"stopReason\":\"" + reason + "\"}");
    }

    /** The event with which a stream ends. */
    public static byte[] metadata() {
        return event("metadata", """
                {"usage":{"inputTokens":5,"outputTokens":4,"totalTokens":9},"metrics":{"latencyMs":12},\
                "trace":{"guardrail":{"modelOutput":["Jane Doe"]}}}""");
    }

    /** Clients that call this server. */
    public BedrockClients clients() {
        return clients((required, deployment, host) -> null);
    }

    /** Clients that call this server, if the check lets them. */
    public BedrockClients clients(SocketGate gate) {
        return clients(gate, BedrockNetwork.DIRECT);
    }

    /** Clients that call this server, and give up a stream that is silent for so long. */
    BedrockClients clients(Duration silence) {
        return clients((required, deployment, host) -> null, BedrockNetwork.DIRECT.stallingAfter(silence));
    }

    /** Picks answers to be looked at from now on. */
    public void sampledBy(AnswerSampler picks) {
        sampler = picks;
    }

    private BedrockClients clients(SocketGate gate, BedrockNetwork network) {
        return new BedrockClients(
                network.simulatedAt(URI.create("http://127.0.0.1:" + server.actualPort())),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")),
                gate,
                sampler);
    }

    /** The port that it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** The request that came, waiting for it. */
    public Seen seen() throws Exception {
        return seen.get(10, TimeUnit.SECONDS);
    }

    /** A header of the request that came; an empty text where there is none. */
    String header(String name) throws Exception {
        seen();
        return headers.getOrDefault(name, "");
    }

    /** Whether a request has come. */
    public boolean called() {
        return seen.isDone();
    }

    /** Waits until the caller has broken the connection. */
    public void awaitAbort() throws Exception {
        aborted.get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Where a deployment's calls go, as the server sees it. */
    static String pathOf(Deployment deployment, String operation) {
        return "/model/" + deployment.upstreamName().replace(":", "%3A") + "/" + operation;
    }

    private void handle(HttpServerRequest request) {
        request.response().exceptionHandler(broken -> aborted.complete(null));
        request.response().closeHandler(closed -> aborted.complete(null));
        request.body().onSuccess(body -> {
            request.headers().forEach(headers::put);
            String host = request.getHeader("x-simulated-host");
            seen.complete(new Seen(
                    request.uri(), host == null ? "" : host, request.version(), body.toString(StandardCharsets.UTF_8)));
            reply.accept(request.response());
        });
    }

    private static void send(HttpServerResponse response, byte[]... frames) {
        response.setChunked(true)
                .putHeader("content-type", "application/vnd.amazon.eventstream")
                .putHeader("x-amzn-requestid", "request-7");
        for (byte[] frame : frames) {
            response.write(Buffer.buffer(frame));
        }
    }

    private static byte[] frame(Map<String, HeaderValue> headers, String json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Message(headers, json.getBytes(StandardCharsets.UTF_8)).encode(bytes);
        return bytes.toByteArray();
    }
}
