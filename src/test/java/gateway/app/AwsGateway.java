package gateway.app;

import gateway.aws.AwsLab;
import gateway.aws.FakeAws;
import gateway.control.DocumentStore;
import gateway.decision.DecisionStore;
import gateway.settings.Profile;
import gateway.settings.SettingsLoader;
import gateway.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A gateway in profile aws on free ports, whose AWS and whose providers are on loopback. */
public final class AwsGateway implements AutoCloseable {
    public static final String KEY = "sk-serai-demo-aws";
    public static final String ADMIN_KEY = "sk-serai-admin-aws";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final RunningGateway running;

    private AwsGateway(RunningGateway running) {
        this.running = running;
    }

    /**
     * Starts one.
     *
     * @param aws parameters and secrets
     * @param tables prefix of the tables' names
     * @param providers plays Anthropic, OpenAI and Bedrock
     * @param queue of its events; null = it polls only
     * @param polls how often switches are polled
     */
    public static AwsGateway start(
            FakeAws aws, String tables, Simulator providers, @Nullable URI queue, Duration polls) {
        return start(aws, tables, providers, queue, polls, "");
    }

    /**
     * Starts one with further settings.
     *
     * @param more YAML that goes on below {@code gateway.aws}
     */
    public static AwsGateway start(
            FakeAws aws, String tables, Simulator providers, @Nullable URI queue, Duration polls, String more) {
        String events =
                queue == null ? "" : "    events-queue: " + queue + "\n    sqs-endpoint: " + AwsLab.sqs() + "\n";
        return started(aws, tables, providers, polls, events + more, "");
    }

    /**
     * Starts one that polls, with any settings.
     *
     * @param settings YAML laid over all others
     */
    public static AwsGateway startWith(
            FakeAws aws, String tables, Simulator providers, Duration polls, String settings) {
        return started(aws, tables, providers, polls, "", settings);
    }

    private static AwsGateway started(
            FakeAws aws, String tables, Simulator providers, Duration polls, String more, String settings) {
        for (String provider : List.of("anthropic", "openai")) {
            aws.secret("serai/test/providers/" + provider, "key-of-" + provider);
        }
        String overlay = """
                gateway:
                  environment: test
                  port: 0
                  management: {port: 0}
                  grpc: {port: 0}
                  drain: {delay: 0s}
                  log: {level: warn}
                  providers:
                    anthropic: {address: "127.0.0.1:%1$d"}
                    openai: {address: "127.0.0.1:%1$d"}
                    bedrock: {address: "127.0.0.1:%1$d"}
                  control: {switches-refresh: %2$dms}
                  aws:
                    region: eu-central-1
                    table-prefix: %3$s
                    dynamodb-endpoint: %4$s
                    ssm-endpoint: %5$s
                    secrets-manager-endpoint: %5$s
                """.formatted(providers.port(), polls.toMillis(), tables, AwsLab.dynamodb(), aws.uri()) + more;
        try {
            Path folder = Files.createTempDirectory("serai-aws");
            List<Path> overlays = new ArrayList<>(List.of(Files.writeString(folder.resolve("aws.yaml"), overlay)));
            if (!settings.isEmpty()) {
                overlays.add(Files.writeString(folder.resolve("settings.yaml"), settings));
            }
            Map<String, String> environment = Map.of(
                    "SERAI_DATA_DIR",
                    folder.toString(),
                    "SERAI_DEMO_KEY",
                    KEY,
                    "SERAI_ADMIN_KEY",
                    ADMIN_KEY,
                    "AWS_ACCESS_KEY_ID",
                    "test",
                    "AWS_SECRET_ACCESS_KEY",
                    "test");
            return new AwsGateway(RunningGateway.start(
                    new Options(Profile.AWS, overlays, null, false),
                    SettingsLoader.shipped().load(Profile.AWS, overlays, environment),
                    environment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("the gateway did not start", e);
        }
    }

    /** Asks a model with the demo key. */
    public HttpResponse<String> ask(String model) {
        return ask(model, KEY);
    }

    /** Asks a model with a key. */
    public HttpResponse<String> ask(String model, String key) {
        return asking(model, key).join();
    }

    /** Asks a model with a key, and does not wait. */
    public CompletableFuture<HttpResponse<String>> asking(String model, String key) {
        String body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        return HTTP.sendAsync(
                request(running.ports().client(), "/v1/chat/completions", key)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Asks a model with a key of the request's own, and does not wait. */
    public CompletableFuture<HttpResponse<String>> askingOnce(String model, String idempotencyKey) {
        String body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        return HTTP.sendAsync(
                request(running.ports().client(), "/v1/chat/completions", KEY)
                        .header("idempotency-key", idempotencyKey)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Gives feedback with the demo key, and does not wait. */
    public CompletableFuture<HttpResponse<String>> giving(String feedback) {
        return HTTP.sendAsync(
                request(running.ports().client(), "/v1/feedback", KEY)
                        .POST(BodyPublishers.ofString(feedback))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Where models, tenants and keys are kept. */
    public DocumentStore documents() {
        return running.documents();
    }

    /** Where decision records are kept. */
    public DecisionStore decisions() {
        return running.decisions();
    }

    /** Base URL of the client API, without a path. */
    public String url() {
        return "http://127.0.0.1:" + running.ports().client();
    }

    /** Calls the management port. */
    public HttpResponse<String> admin(String method, String path, String body) {
        return HTTP.sendAsync(
                        request(running.ports().management(), path, ADMIN_KEY)
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .join();
    }

    @Override
    public void close() {
        running.close();
    }

    private static HttpRequest.Builder request(int port, String path, String key) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json");
    }
}
