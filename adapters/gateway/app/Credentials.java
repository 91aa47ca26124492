package gateway.app;

import gateway.local.EnvironmentSecrets;
import gateway.model.Redacted;
import gateway.settings.ProviderSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where settings and environment have the providers' credentials; what they are is read elsewhere.
 *
 * @param environment the process's variables; no copy, for who reads credentials looks at them again
 */
record Credentials(Map<String, String> environment) {
    /** Any of these means that the SDK's own chain will find something. */
    private static final List<String> AWS = List.of(
            "AWS_ACCESS_KEY_ID",
            "AWS_PROFILE",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "AWS_BEARER_TOKEN_BEDROCK");

    /** Whether there is what it takes to call the real provider. */
    boolean has(ProviderSettings provider) {
        if (named(provider.hostVariable())) {
            return true;
        }
        return switch (provider.auth()) {
            case BEARER, X_API_KEY, API_KEY, X_GOOG_API_KEY -> isSet(provider) || named(provider.apiKeyVariable());
            case GOOGLE_OAUTH -> provider.credentialsFile() != null || named(EnvironmentSecrets.GOOGLE_KEY_FILE);
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
                        : named(EnvironmentSecrets.GOOGLE_KEY_FILE) ? EnvironmentSecrets.GOOGLE_KEY_FILE : null;
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
            case GOOGLE_OAUTH ->
                EnvironmentSecrets.GOOGLE_KEY_FILE + " or gateway.providers." + id + ".credentials-file";
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
        if (isSet(provider)) {
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

    private static boolean isSet(ProviderSettings provider) {
        Redacted key = provider.apiKey();
        return key != null && !key.value().isBlank();
    }

    /** Shows no value. */
    @Override
    public String toString() {
        return "Credentials[]";
    }
}
