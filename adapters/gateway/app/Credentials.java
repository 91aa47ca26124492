package gateway.app;

import gateway.model.Redacted;
import gateway.settings.ProviderSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The providers' credentials, from the settings and from the environment.
 *
 * @param environment the process's variables
 */
record Credentials(Map<String, String> environment) {
    private static final String GOOGLE_KEY_FILE = "GOOGLE_APPLICATION_CREDENTIALS";

    /** Any of these means that the SDK's own chain will find something. */
    private static final List<String> AWS = List.of(
            "AWS_ACCESS_KEY_ID",
            "AWS_PROFILE",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "AWS_BEARER_TOKEN_BEDROCK");

    Credentials {
        environment = Map.copyOf(environment);
    }

    /** Whether there is a credential for a provider. */
    boolean has(ProviderSettings provider) {
        return switch (provider.auth()) {
            case BEARER, X_API_KEY, API_KEY, X_GOOG_API_KEY ->
                !key(provider).value().isEmpty();
            case GOOGLE_OAUTH -> provider.credentialsFile() != null || environment.containsKey(GOOGLE_KEY_FILE);
            case AWS -> AWS.stream().anyMatch(environment::containsKey);
        };
    }

    /** A provider's key; empty if there is none. */
    Redacted key(ProviderSettings provider) {
        Redacted set = provider.apiKey();
        if (set != null) {
            return set;
        }
        String variable = provider.apiKeyVariable();
        return new Redacted(variable == null ? "" : environment.getOrDefault(variable, ""));
    }

    /** Where the key of a Google service account lies. */
    Path googleKeyFile(ProviderSettings provider) {
        Path set = provider.credentialsFile();
        return set != null ? set : Path.of(environment.getOrDefault(GOOGLE_KEY_FILE, ""));
    }

    /** Shows no value. */
    @Override
    public String toString() {
        return "Credentials[]";
    }
}
