package gateway.settings;

import gateway.model.Dialect;
import gateway.model.Redacted;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a provider is reached.
 *
 * @param dialect the wire format that it speaks
 * @param endpoint scheme, host and path prefix of its API; a deployment can name another one
 * @param auth how the key is shown
 * @param apiKey the key; null where it comes from elsewhere or none is needed
 * @param apiKeyVariable the vendor's own environment variable for the key, read where {@code apiKey} is not set
 * @param hostVariable the vendor's own environment variable for the host; where it is set, it takes the endpoint's
 *     place and no simulator plays the provider
 * @param address {@code host:port} that is called in plain HTTP in place of the endpoint; for simulators and tests
 * @param account whose rate limits the provider's deployments share
 * @param headers further request headers, always the same
 * @param project Google Cloud project (Vertex AI)
 * @param credentialsFile key file of a Google service account; null = the machine's own credentials
 */
public record ProviderSettings(
        Dialect dialect,
        URI endpoint,
        Auth auth,
        @Nullable Redacted apiKey,
        @Nullable String apiKeyVariable,
        @Nullable String hostVariable,
        @Nullable String address,
        String account,
        Map<String, String> headers,
        @Nullable String project,
        @Nullable Path credentialsFile) {
    public ProviderSettings {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** How the key is shown to a provider. */
    public enum Auth {
        /** {@code Authorization: Bearer}. */
        BEARER,
        /** The header {@code x-api-key}. */
        X_API_KEY,
        /** The header {@code api-key}. */
        API_KEY,
        /** The header {@code x-goog-api-key}. */
        X_GOOG_API_KEY,
        /** A Google access token, fetched and renewed by us. */
        GOOGLE_OAUTH,
        /** The SDK's chain of AWS credentials. */
        AWS
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "ProviderSettings[" + dialect + ", " + endpoint + ", " + auth + ", " + apiKey + ", " + headers.keySet()
                + "]";
    }
}
