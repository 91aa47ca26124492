package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsChecksTest {
    @Test
    void leavesEverythingToTheSdkWithoutASection() {
        assertThat(SettingsTexts.load(Map.of()).settings().aws()).isNull();
        assertThat(AwsSettings.NONE.prefix()).isEqualTo("serai");
    }

    @Test
    void readsTheSectionFromTheEnvironment() {
        AwsSettings aws = load(Map.of(
                "SERAI_AWS_REGION",
                "eu-west-1",
                "SERAI_AWS_EVENTS_QUEUE",
                "https://sqs.eu-west-1.amazonaws.com/123456789012/serai-prod-events-1"));

        assertThat(aws.region()).isEqualTo("eu-west-1");
        assertThat(aws.eventsQueue()).hasPath("/123456789012/serai-prod-events-1");
    }

    @ParameterizedTest
    @CsvSource({
        "SERAI_AWS_REGION, Frankfurt, gateway.aws.region must be an AWS region",
        "SERAI_AWS_TABLE_PREFIX, a b, gateway.aws.table-prefix must be letters",
        "SERAI_AWS_SSM_ENDPOINT, ssm.example.com, gateway.aws.ssm-endpoint must be a URL",
        "SERAI_AWS_SSM_ENDPOINT, http://127.0.0.1:1, gateway.aws.ssm-endpoint must begin with https://",
        "SERAI_AWS_EVENTS_QUEUE, http://127.0.0.1:1/queue, gateway.aws.events-queue must begin with https://"
    })
    void refusesWhatCannotBeMeant(String variable, String value, String problem) {
        assertThatThrownBy(() -> SettingsTexts.load(Map.of(variable, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void allowsEndpointsWithoutTlsInTests() {
        Map<String, String> variables = new HashMap<>();
        variables.put("SERAI_ENVIRONMENT", "test");
        variables.put("SERAI_AWS_DYNAMODB_ENDPOINT", "http://127.0.0.1:1");

        AwsSettings aws = load(variables);

        assertThat(aws.dynamodbEndpoint()).hasPort(1);
    }

    private static AwsSettings load(Map<String, String> variables) {
        return Objects.requireNonNull(SettingsTexts.load(variables).settings().aws());
    }
}
