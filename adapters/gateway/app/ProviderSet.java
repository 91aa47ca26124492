package gateway.app;

import gateway.Ticker;
import gateway.call.HostGate;
import gateway.contract.AnswerSampler;
import gateway.local.EnvironmentSecrets;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.provider.Provider;
import gateway.provider.bedrock.BedrockAdapter;
import gateway.provider.bedrock.BedrockClients;
import gateway.provider.bedrock.BedrockNetwork;
import gateway.provider.http.HttpClients;
import gateway.provider.http.HttpProviders;
import gateway.provider.http.ProviderAccess;
import gateway.secret.SecretCache;
import gateway.secret.SecretSource;
import gateway.settings.ProviderSettings;
import gateway.settings.Settings;
import gateway.wire.ProviderCodec;
import gateway.wire.anthropic.AnthropicProviderCodec;
import gateway.wire.gemini.GeminiProviderCodec;
import gateway.wire.openai.OpenAiProviderCodec;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Everything that providers are called with, made from the settings. */
final class ProviderSet implements AutoCloseable {
    private final Settings settings;
    private final Credentials credentials;
    private final @Nullable String simulator;
    private final HostGate gate;
    private final Ticker ticker;
    private final boolean stored;
    private final ProviderCredentials shown;
    private final List<Runnable> closers = new ArrayList<>();
    private final Map<String, ProviderAccess> http = new HashMap<>();
    private final Map<String, BedrockClients> bedrock = new HashMap<>();
    private final Map<String, Provider> providers = new HashMap<>();
    private final List<String> simulated = new ArrayList<>();
    private volatile AnswerSampler sampler = AnswerSampler.NONE;

    /**
     * Prepares every provider of the settings, whose credentials come from settings and environment.
     *
     * @param simulator {@code host:port} that plays providers without a credential; null = they are called all the same
     */
    ProviderSet(Settings settings, Credentials credentials, @Nullable String simulator, Ticker ticker) {
        this(settings, credentials, simulator, ticker, null);
    }

    /**
     * Prepares every provider of the settings.
     *
     * @param simulator {@code host:port} that plays providers without a credential; null = they are called all the same
     * @param store where the credentials are kept; null = settings and environment
     */
    ProviderSet(
            Settings settings,
            Credentials credentials,
            @Nullable String simulator,
            Ticker ticker,
            @Nullable SecretSource store) {
        this.settings = settings;
        this.credentials = credentials;
        this.simulator = simulator;
        this.gate = Hosts.gate(settings);
        this.ticker = ticker;
        this.stored = store != null;
        this.shown = new ProviderCredentials(
                settings,
                store != null ? store : new EnvironmentSecrets(settings.providers(), credentials.environment()),
                ticker);
        closers.add(shown::close);
        settings.providers().forEach(this::add);
    }

    /** Adds a provider that answers at one address only, for the warm-up. */
    void addLocal(String id, Dialect dialect, String address) {
        if (dialect == Dialect.BEDROCK) {
            bedrock(id, address);
        } else {
            http.put(
                    id,
                    new ProviderAccess(
                            id,
                            "authorization",
                            ProviderCredentials.simulated(ProviderSettings.Auth.BEARER),
                            Map.of("x-api-key", "none", "x-goog-api-key", "none", "anthropic-version", "2023-06-01"),
                            null,
                            ProviderAccess.Address.of(address)));
        }
    }

    /**
     * Every provider by its id. Called once.
     *
     * @param outgoing headers of a call, asked for on the thread that makes it
     * @param picks answers to be looked at; those of the warm-up are not
     */
    Map<String, Provider> build(Vertx vertx, Supplier<Map<String, String>> outgoing, AnswerSampler picks) {
        sampler = picks;
        Map<Dialect, ProviderCodec> codecs = Map.of(
                Dialect.OPENAI, new OpenAiProviderCodec(),
                Dialect.ANTHROPIC, new AnthropicProviderCodec(),
                Dialect.GEMINI, new GeminiProviderCodec());
        Path ca = settings.egress().ca();
        HttpClients clients = new HttpClients(
                vertx,
                settings.failover().connectTimeout(),
                settings.failover().stallTimeout(),
                settings.egress().proxy(),
                ca == null ? null : ca.toString());
        HttpProviders shared = new HttpProviders(clients, gate::against, codecs, http, outgoing, this::sample);
        http.keySet().forEach(id -> providers.put(id, shared));
        bedrock.forEach((id, own) -> providers.put(id, new BedrockAdapter(own, ticker, outgoing)));
        return providers;
    }

    private AnswerSampler.@Nullable Sample sample(String provider, Dialect dialect, AnswerSampler.Kind kind) {
        return settings.providers().containsKey(provider) ? sampler.sample(provider, dialect, kind) : null;
    }

    /** The credentials of the providers that are shown one in a header. */
    SecretCache secrets() {
        return shown.secrets();
    }

    /** Ids of the providers that the simulator plays. */
    List<String> simulated() {
        return simulated;
    }

    /** Whether the simulator plays a deployment's provider. */
    boolean isSimulated(Deployment deployment) {
        return simulated.contains(deployment.provider());
    }

    @Override
    public void close() {
        closers.forEach(Runnable::run);
    }

    private void add(String id, ProviderSettings provider) {
        boolean known = credentials.has(provider);
        String address = provider.address();
        if (address == null && !known && simulator != null) {
            address = simulator;
            simulated.add(id);
        }
        if (provider.dialect() == Dialect.BEDROCK) {
            bedrock(id, address);
            return;
        }
        http.put(
                id,
                new ProviderAccess(
                        id,
                        switch (provider.auth()) {
                            case BEARER, GOOGLE_OAUTH, AWS -> "authorization";
                            case X_API_KEY -> "x-api-key";
                            case API_KEY -> "api-key";
                            case X_GOOG_API_KEY -> "x-goog-api-key";
                        },
                        address != null && !known && !stored
                                ? ProviderCredentials.simulated(provider.auth())
                                : shown.real(id, provider),
                        provider.headers(),
                        provider.project(),
                        address == null ? null : ProviderAccess.Address.of(address)));
    }

    private void bedrock(String id, @Nullable String address) {
        BedrockNetwork network = new BedrockNetwork(
                address == null ? null : URI.create("http://" + address),
                settings.egress().proxy(),
                settings.egress().ca(),
                settings.failover().connectTimeout(),
                settings.failover().stallTimeout(),
                BedrockNetwork.DIRECT.idleTimeout(),
                BedrockNetwork.DIRECT.maxConcurrency());
        AwsCredentialsProvider aws = address == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create("simulated", "simulated"));
        BedrockClients clients = new BedrockClients(network, aws, gate::against, this::sample);
        closers.add(clients::close);
        bedrock.put(id, clients);
    }
}
