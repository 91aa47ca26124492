package gateway.provider.bedrock;

import gateway.model.Deployment;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.provider.Provider;
import gateway.wire.bedrock.BedrockFailures;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ApplyGuardrailRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ApplyGuardrailResponse;

/**
 * What the {@code aws-bedrock} component calls guardrails by: the clients that also call models, one for each region,
 * with the same look at the socket. The request says where it goes and how long it may take. Blocks; thread-safe.
 *
 * <p>The component's own client knows one region for each endpoint, and its timeouts do not cover the wait for a
 * credential. Of the response the component keeps action, outputs, assessments and usage, which is all that is needed;
 * it loses {@code actionReason} and {@code guardrailCoverage}.
 */
public final class GuardrailClient implements BedrockRuntimeClient {
    private final Map<String, BedrockClients> clients;

    /**
     * Takes the providers that speak Bedrock.
     *
     * @param providers all, by id
     */
    public GuardrailClient(Map<String, Provider> providers) {
        Map<String, BedrockClients> found = new HashMap<>();
        providers.forEach((id, provider) -> {
            if (provider instanceof BedrockAdapter bedrock) {
                found.put(id, bedrock.clients());
            }
        });
        this.clients = Map.copyOf(found);
    }

    /**
     * Has a text judged.
     *
     * @throws FailedException for whatever goes wrong, without the service's own words
     */
    @Override
    public ApplyGuardrailResponse applyGuardrail(ApplyGuardrailRequest request) {
        AwsRequestOverrideConfiguration options =
                request.overrideConfiguration().orElseThrow(() -> failed(Kind.NOT_CALLED, "not_checked"));
        Duration timeout = options.apiCallTimeout().orElseThrow(() -> failed(Kind.NOT_CALLED, "no_timeout"));
        Deployment place = SocketCheck.Order.of(options).deployment();
        BedrockClients own = clients.get(place.provider());
        if (own == null) {
            throw failed(Kind.NOT_CALLED, "no_provider");
        }
        BedrockRuntimeAsyncClient client = own.of(place);
        return await(client.applyGuardrail(request), timeout);
    }

    private static ApplyGuardrailResponse await(CompletableFuture<ApplyGuardrailResponse> response, Duration timeout) {
        try {
            return response.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw failed(Kind.TIMEOUT, "timeout");
        } catch (ExecutionException e) {
            throw new FailedException(BedrockFailures.of(e));
        } catch (InterruptedException e) {
            // whoever waits for the verdict has given up: its time is over
            response.cancel(true);
            throw failed(Kind.TIMEOUT, "timeout");
        }
    }

    private static FailedException failed(Kind kind, String code) {
        return new FailedException(Failure.of(kind, code));
    }

    @Override
    public String serviceName() {
        return BedrockRuntimeClient.SERVICE_NAME;
    }

    /** Closes nothing: the clients are those of the providers. */
    @Override
    public void close() {}

    /** Keeps the component from making a client of its own for calls that are not made through it. */
    public static final class None implements BedrockRuntimeAsyncClient {
        @Override
        public String serviceName() {
            return BedrockRuntimeAsyncClient.SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
