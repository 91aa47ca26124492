package gateway.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.control.StoreException;
import gateway.model.Redacted;
import gateway.secret.SecretSource;
import gateway.wire.JsonCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The credentials in AWS Secrets Manager: the current version of the secret {@code {prefix}/{provider}}. Its text is
 * the key itself, a JSON object with the key in the field {@code api-key}, or the key file of a Google service account.
 * Thread-safe.
 */
public final class SecretsManagerSecrets implements SecretSource {
    private static final String FIELD = "api-key";

    /** Over all tries of the SDK, whose first call in a process takes seconds. No call of a client waits so long. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SecretsManagerClient client;
    private final String prefix;

    /**
     * Reads nothing yet.
     *
     * @param client closed by whoever made it
     * @param prefix of the secrets' names, without a slash at its end
     */
    public SecretsManagerSecrets(SecretsManagerClient client, String prefix) {
        this.client = client;
        this.prefix = prefix;
    }

    /** The prefix of an environment's secrets, where none is set. */
    public static String prefix(String environment) {
        return "serai/" + environment + "/providers";
    }

    /** The secret's name. */
    String name(String provider) {
        return prefix + "/" + provider;
    }

    /** The provider whose secret has a name; null if it is nobody's. */
    public @Nullable String provider(String name) {
        return name.startsWith(prefix + "/") ? name.substring(prefix.length() + 1) : null;
    }

    @Override
    public @Nullable Redacted read(String provider) {
        String name = name(provider);
        try {
            String text = client.getSecretValue(GetSecretValueRequest.builder()
                            .secretId(name)
                            .versionStage("AWSCURRENT")
                            .overrideConfiguration(override -> override.apiCallTimeout(PATIENCE))
                            .build())
                    .secretString();
            if (text == null) {
                throw new StoreException("the secret " + name + " holds no text");
            }
            return credential(name, text.strip());
        } catch (ResourceNotFoundException e) {
            return null;
        } catch (SdkException e) {
            throw new StoreException("the secret " + name + " cannot be read: " + reason(e), e);
        }
    }

    private static @Nullable Redacted credential(String name, String text) {
        if (!text.startsWith("{")) {
            return text.isEmpty() ? null : new Redacted(text);
        }
        JsonNode json = json(name, text);
        String key = json.path(FIELD).asText("").strip();
        if (!key.isEmpty()) {
            return new Redacted(key);
        }
        if (json.path("type").asText().equals("service_account")) {
            return new Redacted(text);
        }
        throw new StoreException("the secret " + name + " is a JSON object without the field " + FIELD);
    }

    private static JsonNode json(String name, String text) {
        try {
            return JsonCodec.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            // no cause: it quotes the text
            throw new StoreException("the secret " + name + " begins like JSON, but is none");
        }
    }

    private static String reason(SdkException failure) {
        return failure instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? service.awsErrorDetails().errorCode()
                : failure.getClass().getSimpleName();
    }
}
