package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Dialect;
import gateway.model.Redacted;
import gateway.secret.SecretSource;
import gateway.secret.SecretSourceContract;
import gateway.settings.ProviderSettings;
import gateway.settings.ProviderSettings.Auth;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials from settings and environment. */
class EnvironmentSecretsTest extends SecretSourceContract {
    private static final String VARIABLE = "ACME_KEY";

    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Override
    protected SecretSource source() {
        return new EnvironmentSecrets(
                Map.of(
                        KEYED,
                        provider(Auth.BEARER, null, null),
                        GOOGLE,
                        provider(Auth.GOOGLE_OAUTH, null, null),
                        "bedrock",
                        provider(Auth.AWS, null, null)),
                environment);
    }

    @Override
    protected void put(String provider, String credential) throws IOException {
        if (provider.equals(GOOGLE)) {
            Files.writeString(keyFile(), credential);
        } else {
            environment.put(VARIABLE, credential);
        }
    }

    @Override
    protected void remove(String provider) {
        environment.remove(provider.equals(GOOGLE) ? EnvironmentSecrets.GOOGLE_KEY_FILE : VARIABLE);
    }

    @Override
    protected void spoil(String text) throws IOException {
        byte[] noText = (text + "\u00ff").getBytes(StandardCharsets.ISO_8859_1);
        Files.write(keyFile(), noText);
    }

    @Test
    void prefersTheSettingsToTheVendorsVariable() {
        environment.put(VARIABLE, "sk-variable");
        SecretSource source = new EnvironmentSecrets(
                Map.of(KEYED, provider(Auth.X_API_KEY, new Redacted("sk-settings"), null)), environment);

        assertThat(source.read(KEYED)).isEqualTo(new Redacted("sk-settings"));
    }

    @Test
    void prefersTheKeyFileOfTheSettings() throws IOException {
        put(GOOGLE, "{}");
        Path other = Files.writeString(folder.resolve("other.json"), "[]");
        SecretSource source =
                new EnvironmentSecrets(Map.of(GOOGLE, provider(Auth.GOOGLE_OAUTH, null, other)), environment);

        assertThat(source.read(GOOGLE)).isEqualTo(new Redacted("[]"));
    }

    @Test
    void leavesBedrockToTheSdk() {
        environment.put(VARIABLE, "sk-1");

        assertThat(source().read("bedrock")).isNull();
    }

    private Path keyFile() {
        Path file = folder.resolve("key.json");
        environment.put(EnvironmentSecrets.GOOGLE_KEY_FILE, file.toString());
        return file;
    }

    private static ProviderSettings provider(Auth auth, @Nullable Redacted key, @Nullable Path file) {
        return new ProviderSettings(
                Dialect.OPENAI,
                URI.create("https://api.example.com"),
                auth,
                key,
                VARIABLE,
                null,
                null,
                "default",
                Map.of(),
                null,
                file);
    }
}
