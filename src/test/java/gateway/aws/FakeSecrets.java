package gateway.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** AWS Secrets Manager on loopback, as far as reading the current value goes: {@code GetSecretValue} in JSON 1.1. */
public final class FakeSecrets implements AutoCloseable {
    private static final String OPERATION = "secretsmanager.GetSecretValue";
    private static final String JSON = "application/x-amz-json-1.1";

    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile @Nullable String error;

    private FakeSecrets(HttpServer server) {
        this.server = server;
    }

    /** Starts an empty one. */
    public static FakeSecrets start() {
        try {
            FakeSecrets fake =
                    new FakeSecrets(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            fake.server.setExecutor(fake.threads);
            fake.server.createContext("/", fake::answer);
            fake.server.start();
            return fake;
        } catch (IOException e) {
            throw new IllegalStateException("loopback has no free port", e);
        }
    }

    /** Where it listens, for {@code endpointOverride}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A client that calls it. */
    public SecretsManagerClient client() {
        return SecretsManagerClient.builder()
                .endpointOverride(endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    /** Gives a secret another value. */
    public void put(String name, String text) {
        texts.put(name, text);
    }

    /** Takes a secret away. */
    public void remove(String name) {
        texts.remove(name);
    }

    /** Answers every call with an error from now on; null = no more. */
    public void fail(@Nullable String code) {
        error = code;
    }

    /** Calls so far. */
    public int reads() {
        return reads.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            reads.incrementAndGet();
            JsonNode asked = JsonCodec.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
            String name = asked.path("SecretId").asText();
            String text = texts.get(name);
            String failure = error;
            if (!OPERATION.equals(exchange.getRequestHeaders().getFirst("x-amz-target"))) {
                reply(exchange, 400, error("UnknownOperationException"));
            } else if (!exchange.getRequestHeaders().containsKey("authorization")) {
                reply(exchange, 400, error("MissingAuthenticationTokenException"));
            } else if (failure != null) {
                reply(exchange, failure.equals("InternalServiceError") ? 500 : 400, error(failure));
            } else if (text == null
                    || !asked.path("VersionStage").asText("AWSCURRENT").equals("AWSCURRENT")) {
                reply(exchange, 400, error("ResourceNotFoundException"));
            } else {
                reply(exchange, 200, value(name, text));
            }
        }
    }

    private static ObjectNode value(String name, String text) {
        ObjectNode value = JsonCodec.object()
                .put("ARN", "arn:aws:secretsmanager:eu-central-1:000000000000:secret:" + name + "-AbCdEf")
                .put("Name", name)
                .put("VersionId", "00000000-0000-0000-0000-000000000001")
                .put("SecretString", text)
                .put("CreatedDate", 1_764_000_000.0);
        value.putArray("VersionStages").add("AWSCURRENT");
        return value;
    }

    private static ObjectNode error(String code) {
        return JsonCodec.object().put("__type", code).put("message", "as the test wants it");
    }

    private static void reply(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", JSON);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
