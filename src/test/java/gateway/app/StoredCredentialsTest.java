package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.aws.FakeSecrets;
import gateway.aws.SecretsManagerSecrets;
import gateway.contract.AnswerSampler;
import gateway.failover.Patience;
import gateway.http.CapturedLog;
import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.secret.KeyedProvider;
import gateway.settings.Profile;
import gateway.settings.RegistryReader;
import gateway.settings.Settings;
import gateway.settings.SettingsLoader;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Providers are called with what Secrets Manager holds, and with nothing else. */
class StoredCredentialsTest {
    private static final String SECRET = "serai/test/providers/openai";
    private static final Map<String, String> ENVIRONMENT = Map.of("OPENAI_API_KEY", "sk-environment");

    private final KeyedProvider provider = KeyedProvider.start("sk-1", "sk-environment");
    private final FakeSecrets aws = FakeSecrets.start();
    private final SecretsManagerClient client = aws.client();
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Settings settings;

    @SuppressWarnings("NullAway.Init")
    private Deployment deployment;

    @BeforeEach
    void read() throws IOException {
        Path overlay = Files.writeString(
                folder.resolve("overlay.yaml"),
                "gateway: {environment: test, providers: {openai: {address: '" + provider.address() + "'}}}");
        settings = SettingsLoader.shipped()
                .load(Profile.AWS, List.of(overlay), ENVIRONMENT)
                .settings();
        deployment = RegistryReader.registry(settings, 1).all().stream()
                .filter(each -> each.provider().equals("openai"))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void stop() throws Exception {
        provider.close();
        client.close();
        aws.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void callsWithTheKeyOfItsSecret() {
        aws.put(SECRET, "sk-1");

        try (ProviderSet set = set()) {
            assertThat(probe(set).call(deployment).failure()).isNull();
        }
        assertThat(provider.served()).isEqualTo(1);
    }

    @Test
    void callsNobodyWithoutASecretAndRaisesOneAlarm() {
        try (CapturedLog log = CapturedLog.open();
                ProviderSet set = set()) {
            ProbeCall probe = probe(set);

            assertThat(List.of(probe.call(deployment), probe.call(deployment)))
                    .extracting(ProbeCall.Result::failure)
                    .containsOnly(Failure.of(Failure.Kind.OUR_FAULT, "no_credential"));
            assertThat(log.with("provider openai has no credential")).hasSize(1);
        }
        assertThat(provider.served()).isZero();
    }

    @Test
    void callsOnceASecretIsThere() {
        try (ProviderSet set = set()) {
            ProbeCall probe = probe(set);
            aws.put(SECRET, "{\"api-key\": \"sk-1\"}");

            set.secrets().refreshNow("openai");

            Patience.until(() -> probe.call(deployment).failure() == null, Duration.ofSeconds(10));
        }
        assertThat(provider.refused()).isZero();
    }

    private ProviderSet set() {
        return new ProviderSet(
                settings,
                new Credentials(ENVIRONMENT),
                null,
                System::nanoTime,
                new SecretsManagerSecrets(client, SecretsManagerSecrets.prefix(settings.environment())));
    }

    private ProbeCall probe(ProviderSet set) {
        return new ProbeCall(set.build(vertx, java.util.Map::of, AnswerSampler.NONE), vertx, System::nanoTime);
    }
}
