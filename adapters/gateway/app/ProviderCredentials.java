package gateway.app;

import gateway.Ticker;
import gateway.model.Dialect;
import gateway.model.Redacted;
import gateway.provider.google.GoogleTokens;
import gateway.provider.http.Credential;
import gateway.provider.http.SecretCredential;
import gateway.secret.CachedSecret;
import gateway.secret.SecretCache;
import gateway.secret.SecretSource;
import gateway.settings.ProviderSettings;
import gateway.settings.ProviderSettings.Auth;
import gateway.settings.Settings;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What providers are shown, always as their source has it. Bedrock is not among them: the SDK sees to that. */
final class ProviderCredentials implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderCredentials.class);
    private static final Redacted SIMULATED = new Redacted("simulated");

    /** A source that does not answer holds up the start for so long only. */
    private static final Duration FIRST_READING = Duration.ofSeconds(10);

    private static final long LOOK_EVERY_MILLIS = 1_000;

    private final Settings settings;
    private final List<ExecutorService> threads = new ArrayList<>();
    private final SecretCache secrets;
    private final Future<?> looking;

    /** Reads every credential for the first time. */
    ProviderCredentials(Settings settings, SecretSource source, Ticker ticker) {
        this.settings = settings;
        List<String> ids = settings.providers().entrySet().stream()
                .filter(provider -> provider.getValue().dialect() != Dialect.BEDROCK)
                .map(Map.Entry::getKey)
                .toList();
        ExecutorService readings = Executors.newVirtualThreadPerTaskExecutor();
        threads.add(readings);
        this.secrets = new SecretCache(source, ids, settings.control().secretsTtl(), readings, ticker);
        secrets.load(FIRST_READING);
        this.looking = background(threads, "secrets")
                .scheduleWithFixedDelay(
                        secrets::refreshDue, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    SecretCache secrets() {
        return secrets;
    }

    /** The credential of a provider that is called for real. */
    Credential real(String id, ProviderSettings provider) {
        CachedSecret secret = Objects.requireNonNull(secrets.of(id), id);
        // a server of one's own wants no key
        boolean needed = provider.hostVariable() == null;
        if (needed && secret.age() != null && secret.current().value() == null) {
            LOG.error("provider {} has no credential: its calls fail", id);
        }
        return new SecretCredential(secret, needed, form(provider.auth()));
    }

    /** What a simulator is shown, which takes anything. */
    static Credential simulated(Auth auth) {
        return Credential.fixed(auth == Auth.BEARER ? bearer(SIMULATED).get() : SIMULATED);
    }

    @Override
    public void close() {
        looking.cancel(false);
        threads.forEach(ExecutorService::shutdownNow);
    }

    private Function<Redacted, Supplier<Redacted>> form(Auth auth) {
        return switch (auth) {
            case BEARER, AWS -> ProviderCredentials::bearer;
            case X_API_KEY, API_KEY, X_GOOG_API_KEY -> key -> () -> key;
            case GOOGLE_OAUTH -> googleTokens()::of;
        };
    }

    private static Supplier<Redacted> bearer(Redacted key) {
        Redacted bearer = new Redacted("Bearer " + key.value());
        return () -> bearer;
    }

    private GoogleTokens googleTokens() {
        URI proxy = settings.egress().proxy();
        return new GoogleTokens(
                proxy == null
                        ? null
                        : new Proxy(
                                Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort())),
                background(threads, "google-token"),
                InstantSource.system());
    }

    private static ScheduledExecutorService background(List<ExecutorService> threads, String name) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().name(name).daemon().unstarted(task));
        threads.add(thread);
        return thread;
    }
}
