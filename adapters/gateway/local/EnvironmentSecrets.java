package gateway.local;

import gateway.control.StoreException;
import gateway.model.Redacted;
import gateway.secret.SecretSource;
import gateway.settings.ProviderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The credentials that settings and environment give. Keys stay as they are as long as the process runs; the key file
 * of a Google service account is read anew each time. Thread-safe.
 */
public final class EnvironmentSecrets implements SecretSource {
    /** Names the key file of a Google service account, where the settings name none. */
    public static final String GOOGLE_KEY_FILE = "GOOGLE_APPLICATION_CREDENTIALS";

    private final Map<String, ProviderSettings> providers;
    private final Map<String, String> environment;

    /**
     * Reads nothing yet.
     *
     * @param providers the settings by the id of the provider
     * @param environment the process's variables, looked at each time
     */
    public EnvironmentSecrets(Map<String, ProviderSettings> providers, Map<String, String> environment) {
        this.providers = Map.copyOf(providers);
        this.environment = environment;
    }

    @Override
    public @Nullable Redacted read(String provider) {
        ProviderSettings settings = providers.get(provider);
        return settings == null
                ? null
                : switch (settings.auth()) {
                    case BEARER, X_API_KEY, API_KEY, X_GOOG_API_KEY -> key(settings);
                    case GOOGLE_OAUTH -> googleKey(provider, settings);
                    // the SDK finds its credentials by itself
                    case AWS -> null;
                };
    }

    private @Nullable Redacted key(ProviderSettings settings) {
        Redacted set = settings.apiKey();
        if (set == null && settings.apiKeyVariable() != null) {
            set = new Redacted(environment.getOrDefault(settings.apiKeyVariable(), ""));
        }
        return set == null || set.value().isBlank()
                ? null
                : new Redacted(set.value().strip());
    }

    private @Nullable Redacted googleKey(String provider, ProviderSettings settings) {
        Path file = settings.credentialsFile();
        String variable = environment.getOrDefault(GOOGLE_KEY_FILE, "");
        if (file == null && variable.isBlank()) {
            return null;
        }
        try {
            return new Redacted(Files.readString(file == null ? Path.of(variable) : file));
        } catch (IOException e) {
            throw new StoreException("the key file of provider " + provider + " cannot be read", e);
        }
    }
}
