package gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.secret.CachedSecret;
import gateway.secret.Refresh;
import gateway.secret.SecretCache;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Which secrets are read again when Secrets Manager tells of a change. */
class SecretEventsTest {
    private static final String ARN = "arn:aws:secretsmanager:eu-central-1:000000000000:secret:";

    private final FakeSecrets aws = FakeSecrets.start();
    private final SecretsManagerClient client = aws.client();
    private final SecretsManagerSecrets source = new SecretsManagerSecrets(client, "serai/test/providers");
    private final SecretCache cache = new SecretCache(
            source, List.of("openai", "openai-eu"), Duration.ofMinutes(5), Runnable::run, System::nanoTime);
    private final SecretEvents events = new SecretEvents(source, cache);

    @BeforeEach
    void load() {
        aws.put("serai/test/providers/openai", "sk-1");
        aws.put("serai/test/providers/openai-eu", "sk-2");
        cache.load(Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        client.close();
        aws.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serai/test/providers/openai", ARN + "serai/test/providers/openai-AbCdEf"})
    void readsTheSecretOfACall(String id) {
        boolean ours =
                events.take("{\"detail\": {\"eventName\": \"PutSecretValue\", \"requestParameters\": {\"secretId\": \""
                        + id + "\"}}}");

        assertThat(ours).isTrue();
        assertThat(readAgain("openai")).isEqualTo(1);
        assertThat(readAgain("openai-eu")).isZero();
    }

    @Test
    void readsTheSecretOfARotation() {
        boolean ours = events.take(
                "{\"detail\": {\"eventName\": \"RotationSucceeded\", \"additionalEventData\": {\"SecretId\": \"" + ARN
                        + "serai/test/providers/openai-eu-AbCdEf\"}}}");

        assertThat(ours).isTrue();
        assertThat(readAgain("openai-eu")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"detail\": {\"requestParameters\": {\"secretId\": \"somebody/elses\"}}}",
                "{\"detail\": {\"requestParameters\": {\"secretId\": \"serai/test/providers/openai-AbCdEf\"}}}",
                "{\"detail\": {}}",
                "no event"
            })
    void leavesOtherEventsAlone(String event) {
        assertThat(events.take(event)).isFalse();
        assertThat(aws.reads()).isEqualTo(2);
    }

    private long readAgain(String provider) {
        CachedSecret secret = Objects.requireNonNull(cache.of(provider));
        return secret.count(Refresh.UNCHANGED);
    }
}
