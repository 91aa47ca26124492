package gateway.app;

import gateway.model.Redacted;
import gateway.settings.ProviderSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /** Whether there is what it takes to call the real provider. */
    boolean has(ProviderSettings provider) {
        if (named(provider.hostVariable())) {
            return true;
        }
        return switch (provider.auth()) {
            case BEARER, X_API_KEY, API_KEY, X_GOOG_API_KEY ->
                !key(provider).value().isEmpty();
            case GOOGLE_OAUTH -> provider.credentialsFile() != null || environment.containsKey(GOOGLE_KEY_FILE);
            case AWS -> AWS.stream().anyMatch(environment::containsKey);
        };
    }

    /** Where a provider's credential was found, never its value; null if there is none. */
    @Nullable String source(String id, ProviderSettings provider) {
        return switch (provider.auth()) {
            case BEARER, X_API_KEY, API_KEY, X_GOOG_API_KEY -> keySource(id, provider);
            case GOOGLE_OAUTH ->
                provider.credentialsFile() != null
                        ? "the file " + provider.credentialsFile()
                        : named(GOOGLE_KEY_FILE) ? GOOGLE_KEY_FILE : null;
            case AWS -> AWS.stream().filter(this::named).findFirst().orElse(null);
        };
    }

    /** How to give a provider a credential. */
    String wanted(String id, ProviderSettings provider) {
        return switch (provider.auth()) {
            case BEARER, X_API_KEY, API_KEY, X_GOOG_API_KEY -> {
                String vendor = provider.hostVariable() != null ? provider.hostVariable() : provider.apiKeyVariable();
                yield (vendor == null ? "" : vendor + " or ") + own(id);
            }
            case GOOGLE_OAUTH -> GOOGLE_KEY_FILE + " or gateway.providers." + id + ".credentials-file";
            case AWS -> "AWS_PROFILE, AWS_ACCESS_KEY_ID or a role";
        };
    }

    private @Nullable String keySource(String id, ProviderSettings provider) {
        if (named(own(id))) {
            return own(id);
        }
        if (named(provider.apiKeyVariable())) {
            return provider.apiKeyVariable();
        }
        if (!key(provider).value().isEmpty()) {
            return "api-key in the settings";
        }
        return named(provider.hostVariable()) ? "none needed, " + provider.hostVariable() + " is set" : null;
    }

    private static String own(String id) {
        return "SERAI_PROVIDERS_" + id.toUpperCase(Locale.ROOT).replace('-', '_') + "_API_KEY";
    }

    private boolean named(@Nullable String variable) {
        return variable != null && !environment.getOrDefault(variable, "").isBlank();
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
