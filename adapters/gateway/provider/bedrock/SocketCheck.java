package gateway.provider.bedrock;

import java.util.function.Consumer;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Looks at the host of every request right before its bytes leave, and tells a simulator which host was meant.
 *
 * <p>The SDK's own address decides, not the deployment's: what is checked is what is connected to.
 */
final class SocketCheck implements ExecutionInterceptor {
    private static final String SIMULATED_HOST = "x-simulated-host";

    private final String trueHost;
    private final boolean simulated;
    private final Consumer<String> check;

    SocketCheck(String trueHost, boolean simulated, Consumer<String> check) {
        this.trueHost = trueHost;
        this.simulated = simulated;
        this.check = check;
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
        check.accept(simulated ? trueHost : context.httpRequest().host());
    }
}
