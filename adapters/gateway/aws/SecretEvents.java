package gateway.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.secret.CachedSecret;
import gateway.secret.SecretCache;
import gateway.wire.JsonCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Turns EventBridge's events of Secrets Manager into readings of what has changed. They come by CloudTrail: calls name
 * the secret in {@code requestParameters.secretId}, ended rotations in {@code additionalEventData.SecretId}.
 * Thread-safe.
 */
public final class SecretEvents {
    /** What AWS appends to a secret's name in its ARN. */
    private static final Pattern SUFFIX = Pattern.compile("-[A-Za-z0-9]{6}");

    private final SecretsManagerSecrets source;
    private final SecretCache secrets;

    /** Takes what knows the secrets' names, and what reads them again. */
    public SecretEvents(SecretsManagerSecrets source, SecretCache secrets) {
        this.source = source;
        this.secrets = secrets;
    }

    /**
     * Has the secret of an event read again in the background.
     *
     * @param event as EventBridge sends it, in JSON
     * @return whether it was about a provider's secret
     */
    public boolean take(String event) {
        String id = secretId(event);
        boolean ours = false;
        for (CachedSecret secret : secrets.all()) {
            if (isOf(source.name(secret.provider()), id)) {
                secrets.refreshNow(secret.provider());
                ours = true;
            }
        }
        return ours;
    }

    private static String secretId(String event) {
        try {
            JsonNode detail = JsonCodec.read(ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8)))
                    .path("detail");
            String asked = detail.path("requestParameters").path("secretId").asText("");
            return asked.isEmpty()
                    ? detail.path("additionalEventData").path("SecretId").asText("")
                    : asked;
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    /** Whether an id, which is a name or an ARN, is that of a secret with this name. */
    private static boolean isOf(String name, String id) {
        int begin = id.indexOf(":secret:");
        String tail = begin < 0 ? id : id.substring(begin + ":secret:".length());
        boolean longer = begin >= 0 && tail.startsWith(name);
        return tail.equals(name)
                || (longer && SUFFIX.matcher(tail.substring(name.length())).matches());
    }
}
