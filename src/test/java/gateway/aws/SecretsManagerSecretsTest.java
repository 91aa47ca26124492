package gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gateway.control.StoreException;
import gateway.model.Redacted;
import gateway.secret.SecretSource;
import gateway.secret.SecretSourceContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Credentials from Secrets Manager. */
class SecretsManagerSecretsTest extends SecretSourceContract {
    private final FakeSecrets aws = FakeSecrets.start();
    private final SecretsManagerClient client = aws.client();
    private final SecretsManagerSecrets secrets =
            new SecretsManagerSecrets(client, SecretsManagerSecrets.prefix("test"));

    @AfterEach
    void stop() {
        client.close();
        aws.close();
    }

    @Override
    protected SecretSource source() {
        return secrets;
    }

    @Override
    protected void put(String provider, String credential) {
        aws.put("serai/test/providers/" + provider, credential);
    }

    @Override
    protected void remove(String provider) {
        aws.remove("serai/test/providers/" + provider);
    }

    @Override
    protected void spoil(String text) {
        put(GOOGLE, text);
    }

    @Test
    void readsTheKeyFromAFieldOfAnObject() {
        put(KEYED, "{\"api-key\": \"sk-1\", \"owner\": \"platform\"}");

        Redacted found = secrets.read(KEYED);

        assertThat(found).isEqualTo(new Redacted("sk-1"));
    }

    @Test
    void wantsThatFieldInAnObject() {
        put(KEYED, "{\"key\": \"zx82marker\"}");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> secrets.read(KEYED))
                .withMessage("the secret serai/test/providers/acme is a JSON object without the field api-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccessDeniedException", "ThrottlingException", "InternalServiceError"})
    void saysWhyASecretCannotBeRead(String code) {
        put(KEYED, "zx82marker");
        aws.fail(code);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> secrets.read(KEYED))
                .withMessage("the secret serai/test/providers/acme cannot be read: " + code);
    }
}
