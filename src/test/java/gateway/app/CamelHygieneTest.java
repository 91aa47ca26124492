package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** Camel is set so that it neither keeps messages nor shows them to anybody. */
class CamelHygieneTest {
    @Test
    void keepsAndShowsNoMessages() {
        try (TestGateway gateway = TestGateway.start()) {
            CamelContext camel = gateway.context();

            assertThat(camel.isMessageHistory()).isFalse();
            assertThat(camel.isTracing()).isFalse();
            assertThat(camel.isTracingStandby()).isFalse();
            assertThat(camel.isBacklogTracing()).isFalse();
            assertThat(camel.isBacklogTracingStandby()).isFalse();
            assertThat(camel.isDebugging()).isFalse();
            assertThat(camel.isDebugStandby()).isFalse();
            assertThat(camel.isDevConsole()).isFalse();
            assertThat(camel.isStreamCaching()).isFalse();
            assertThat(camel.isUseMDCLogging()).isFalse();
            assertThat(camel.isLogExhaustedMessageBody()).isNotEqualTo(true);
            assertThat(camel.getShutdownStrategy().isLogInflightExchangesOnTimeout())
                    .isFalse();
            assertThat(camel.getManagementStrategy().getManagementAgent()).isNull();
            assertThat(camel.hasComponent("log")).isNull();
        }
    }
}
