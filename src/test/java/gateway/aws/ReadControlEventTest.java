package gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadControlEventTest {
    private final ReadControlEvent stage = new ReadControlEvent(new ParameterNames("prod"));

    @Test
    void seesAChangedSwitch() {
        assertThat(stage.apply(parameter("/ai/kill-switches/prod/provider/anthropic")))
                .isEqualTo(new ControlEvent.Switches());
        assertThat(stage.apply(parameter("/ai/kill-switches/prod/global"))).isEqualTo(new ControlEvent.Switches());
    }

    @Test
    void seesAChangedRegistry() {
        assertThat(stage.apply(parameter("/ai/routing/prod/revision"))).isEqualTo(new ControlEvent.Registry());
        assertThat(stage.apply(parameter("/ai/routing/prod/active-models"))).isEqualTo(new ControlEvent.Registry());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ai/kill-switches/prod-2/global",
                "/ai/kill-switches/test/global",
                "/ai/routing/prod/else",
                "/other"
            })
    void seesNothingInOtherParameters(String name) {
        assertThat(stage.apply(parameter(name))).isEqualTo(new ControlEvent.Nothing());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    serai/prod/anthropic | serai/prod/anthropic
                    arn:aws:secretsmanager:eu-central-1:123456789012:secret:serai/prod/anthropic-AbC123 | serai/prod/anthropic
                    arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:serai/prod/a-b-c-AbC123    | serai/prod/a-b-c
                    """)
    void findsTheNameOfAChangedSecret(String id, String name) {
        assertThat(stage.apply(call("PutSecretValue", "\"requestParameters\":{\"secretId\":\"" + id + "\"}")))
                .isEqualTo(new ControlEvent.Secret(name));
    }

    @Test
    void seesTheEndOfARotation() {
        String id = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:serai/prod/openai-AbC123";

        assertThat(stage.apply(call("RotationSucceeded", "\"additionalEventData\":{\"SecretId\":\"" + id + "\"}")))
                .isEqualTo(new ControlEvent.Secret("serai/prod/openai"));
        assertThat(stage.apply(call("UpdateSecretVersionStage", "\"requestParameters\":{\"secretId\":\"a\"}")))
                .isEqualTo(new ControlEvent.Secret("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "null",
                "{}",
                "{\"source\":\"aws.ec2\",\"detail\":{\"name\":\"/ai/kill-switches/prod/global\"}}",
                "{\"source\":\"aws.secretsmanager\",\"detail\":{\"eventName\":\"GetSecretValue\"}}",
                "{\"source\":\"aws.secretsmanager\",\"detail\":{\"eventName\":\"PutSecretValue\"}}"
            })
    void seesNothingInWhatIsNoneOfOurs(String message) {
        assertThat(stage.apply(message)).isEqualTo(new ControlEvent.Nothing());
    }

    private static String parameter(String name) {
        return """
                {"version":"0","detail-type":"Parameter Store Change","source":"aws.ssm",
                 "detail":{"operation":"Update","name":"%s","type":"String"}}""".formatted(name);
    }

    private static String call(String name, String rest) {
        return """
                {"version":"0","detail-type":"AWS API Call via CloudTrail","source":"aws.secretsmanager",
                 "detail":{"eventSource":"secretsmanager.amazonaws.com","eventName":"%s",%s}}""".formatted(name, rest);
    }
}
