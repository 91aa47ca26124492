package gateway.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code application.yaml} says under {@code gateway}. Immutable; shows no secret in its {@code toString}.
 *
 * @param environment {@code local}, {@code test} or the name of a deployed environment
 * @param dataDir where the gateway keeps files of its own
 * @param host address of the client API
 * @param port port of the client API; 0 = a free one
 * @param tls the client API's certificate; null = plain HTTP
 * @param grpc the gRPC API; null = none
 * @param management health, metrics and administration
 * @param simulator the provider simulator of the embedded profile
 * @param limits how much is taken at once
 * @param drain how the process takes leave of its clients
 * @param websocket how WebSocket connections are held
 * @param egress how and where to the gateway calls out
 * @param residency what the operator knows about places in the EU
 * @param oidc whose tokens are taken in place of API keys; null = nobody's
 * @param sso how administrators log in at an identity provider; null = by keys alone
 * @param failover how long is waited for providers
 * @param breaker when a deployment is left alone
 * @param routing how deployments are ranked
 * @param log form and depth of the log
 * @param providers the providers by id
 * @param models the models by id, as clients ask for them
 * @param aliases other names of models
 * @param tenants who may call, by id
 * @param guardrails what is looked for in texts, and what is done about it, by domain
 * @param quota how budgets and rates are shared between replicas
 * @param idempotency how long replies are kept for repeated requests
 * @param responses whether answers of OpenAI's Responses API are kept
 * @param cache how many answers are kept to be given again
 * @param control where registry, switches, tenants and records are kept, and how often they are read again
 * @param aws where the stores of the profile {@code aws} are; null = as the AWS SDK finds them
 * @param metrics how fine metrics are
 * @param tracing where spans of calls go to; null = no tracing
 * @param queues from which requests are taken, beside HTTP; null = none
 */
public record Settings(
        String environment,
        Path dataDir,
        String host,
        @Range(max = 65_535) int port,
        @Nullable Tls tls,
        @Nullable Grpc grpc,
        Management management,
        Simulator simulator,
        Limits limits,
        Drain drain,
        WebSocketSettings websocket,
        Egress egress,
        EuResidency residency,
        @Nullable OidcSettings oidc,
        @Nullable SsoSettings sso,
        Failover failover,
        Breaker breaker,
        RoutingSettings routing,
        Log log,
        Map<String, ProviderSettings> providers,
        Map<String, ModelSettings> models,
        Map<String, String> aliases,
        Map<String, TenantSettings> tenants,
        Map<String, GuardPolicySettings> guardrails,
        QuotaSettings quota,
        IdempotencySettings idempotency,
        ResponsesSettings responses,
        CacheSettings cache,
        Control control,
        @Nullable AwsSettings aws,
        MetricsSettings metrics,
        @Nullable TracingSettings tracing,
        @Nullable QueuesSettings queues) {
    public Settings {
        providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
        tenants = Collections.unmodifiableMap(new LinkedHashMap<>(tenants));
        guardrails = Collections.unmodifiableMap(new LinkedHashMap<>(guardrails));
    }

    /** These settings with another registry and other tenants. */
    Settings with(
            Map<String, ModelSettings> otherModels,
            Map<String, String> otherAliases,
            Map<String, TenantSettings> otherTenants) {
        return new Settings(
                environment,
                dataDir,
                host,
                port,
                tls,
                grpc,
                management,
                simulator,
                limits,
                drain,
                websocket,
                egress,
                residency,
                oidc,
                sso,
                failover,
                breaker,
                routing,
                log,
                providers,
                otherModels,
                otherAliases,
                otherTenants,
                guardrails,
                quota,
                idempotency,
                responses,
                cache,
                control,
                aws,
                metrics,
                tracing,
                queues);
    }

    /**
     * A server's certificate. Both files are read again when they change.
     *
     * @param certificate PEM file with the chain
     * @param key PEM file with the private key
     */
    public record Tls(Path certificate, Path key) {}

    /**
     * The gRPC API.
     *
     * @param host address
     * @param port port; 0 = a free one
     * @param tls its certificate; null = HTTP/2 without TLS
     */
    public record Grpc(
            String host,
            @Range(max = 65_535) int port,
            @Nullable Tls tls) {}

    /**
     * Health, metrics and administration, never on the client port.
     *
     * @param host address
     * @param port port; 0 = a free one
     * @param tls its certificate; null = plain HTTP
     */
    public record Management(
            String host,
            @Range(max = 65_535) int port,
            @Nullable Tls tls) {}

    /**
     * The provider simulator of the embedded profile.
     *
     * @param port port on loopback; 0 = a free one
     */
    public record Simulator(@Range(max = 65_535) int port) {}

    /**
     * How the process takes leave of its clients when it is told to end.
     *
     * @param delay calls are still taken for so long after readiness has gone down; 0 = not at all
     * @param timeout calls in flight have so long for their end, once no more are taken
     */
    public record Drain(@Range Duration delay, Duration timeout) {}

    /**
     * How and where to the gateway calls out.
     *
     * @param proxy HTTP proxy for every call; null = none
     * @param ca PEM file with the authorities to be trusted; null = the JDK's
     * @param hosts the only hosts that may be called
     */
    public record Egress(@Nullable URI proxy, @Nullable Path ca, List<String> hosts) {
        public Egress {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * Form and depth of the log.
     *
     * @param format one line a record in which form
     * @param level the least that is written
     */
    public record Log(LogFormat format, LogLevel level) {}

    /** Form of a log record. */
    public enum LogFormat {
        /** Text on a terminal, JSON elsewhere. */
        AUTO,
        /** JSON. */
        JSON,
        /** Text. */
        TEXT
    }

    /** How much is logged. */
    public enum LogLevel {
        /** Somebody must act. */
        ERROR,
        /** We coped. */
        WARN,
        /** Start, stop, change of configuration. */
        INFO,
        /** One line a stage. */
        DEBUG
    }

    /**
     * Where registry, switches, tenants and records are kept, and how often they are read again.
     *
     * @param registryRefresh models, tenants and keys are read again at least so often
     * @param switchesRefresh kill switches and the revision of everything else are read so often
     * @param decisionsKept records of decisions are kept so long
     * @param secretsTtl providers' credentials are read again at least so often
     */
    public record Control(
            Duration registryRefresh, Duration switchesRefresh, Duration decisionsKept, Duration secretsTtl) {}
}
