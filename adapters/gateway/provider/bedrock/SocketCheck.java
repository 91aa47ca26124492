package gateway.provider.bedrock;

import gateway.model.Deployment;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Residency;
import gateway.provider.SocketGate;
import java.util.Map;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Looks at the host of every request right before its bytes leave, and tells a simulator which host was meant.
 *
 * <p>The SDK's own address decides, not the deployment's: what is checked is what is connected to. A request that does
 * not say for whom it is made does not leave.
 */
final class SocketCheck implements ExecutionInterceptor {
    private static final String SIMULATED_HOST = "x-simulated-host";
    private static final ExecutionAttribute<Order> ORDER = new ExecutionAttribute<>("gateway.order");

    private final String trueHost;
    private final boolean simulated;
    private final SocketGate gate;

    SocketCheck(String trueHost, boolean simulated, SocketGate gate) {
        this.trueHost = trueHost;
        this.simulated = simulated;
        this.gate = gate;
    }

    /**
     * For whom a request is made.
     *
     * @param deployment who is called
     * @param required where the content must stay
     * @param headers further ones of the request, which are signed with it
     */
    record Order(Deployment deployment, Residency required, Map<String, String> headers) {
        Order {
            headers = Map.copyOf(headers);
        }

        /** Shows no headers. */
        @Override
        public String toString() {
            return "Order[deployment=" + deployment + ", required=" + required + "]";
        }

        /** One whose request has no further headers. */
        Order(Deployment deployment, Residency required) {
            this(deployment, required, Map.of());
        }

        /** A request's own configuration, which carries the order to the check. */
        AwsRequestOverrideConfiguration on(AwsRequest request) {
            AwsRequestOverrideConfiguration.Builder options = request.overrideConfiguration()
                    .map(AwsRequestOverrideConfiguration::toBuilder)
                    .orElseGet(AwsRequestOverrideConfiguration::builder)
                    .putExecutionAttribute(ORDER, this);
            headers.forEach(options::putHeader);
            return options.build();
        }

        /**
         * The order that a request's configuration carries.
         *
         * @throws FailedException if it carries none
         */
        static Order of(AwsRequestOverrideConfiguration options) {
            Order order = options.executionAttributes().getAttribute(ORDER);
            if (order == null) {
                throw new FailedException(Failure.of(Failure.Kind.NOT_CALLED, "not_checked"));
            }
            return order;
        }
    }

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        return simulated
                ? context.httpRequest().toBuilder()
                        .putHeader(SIMULATED_HOST, trueHost)
                        .build()
                : context.httpRequest();
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        String host = simulated ? trueHost : context.httpRequest().host();
        Order order = attributes.getAttribute(ORDER);
        Failure closed = order == null
                ? Failure.of(Failure.Kind.NOT_CALLED, "not_checked")
                : gate.against(order.required(), order.deployment(), host);
        if (closed != null) {
            throw new FailedException(closed);
        }
    }
}
