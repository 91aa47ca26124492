package gateway.telemetry;

import gateway.model.Dialect;
import gateway.model.ModelKind;

/**
 * Names and values from the OpenTelemetry semantic conventions for generative AI
 * (https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/, read 2026-11); ours begin with {@code serai}.
 */
public final class Names {
    static final String OPERATION_DURATION = "gen_ai.client.operation.duration";
    static final String TOKEN_USAGE = "gen_ai.client.token.usage";
    static final String TIME_TO_FIRST_TOKEN = "gen_ai.server.time_to_first_token";
    static final String OPERATION = "gen_ai.operation.name";
    static final String PROVIDER = "gen_ai.provider.name";
    static final String REQUEST_MODEL = "gen_ai.request.model";
    static final String TOKEN_TYPE = "gen_ai.token.type";
    static final String ERROR = "error.type";
    static final String OVERHEAD = "serai.overhead";
    static final String ATTEMPTS = "serai.attempts";
    static final String REFUSALS = "serai.refusals";
    static final String COST = "serai.cost.usd";
    static final String BREAKER = "serai.breaker.state";
    static final String SECRET_REFRESH = "serai.secret.refresh";
    static final String SECRET_AGE = "serai.secret.age";
    static final String PROPAGATION = "serai.kill_switch.propagation";
    static final String UNREADABLE = "serai.kill_switch.unreadable";
    static final String CUTS = "serai.calls.cut";
    static final String CONTROL_ERRORS = "serai.control.errors";
    static final String DECISIONS_DROPPED = "serai.decisions.dropped";
    static final String DECISIONS_QUEUE = "serai.decisions.queue";
    static final String LEDGER_CALLS = "serai.quota.ledger.calls";
    static final String LEDGER_BUSY = "serai.quota.ledger.busy";
    static final String LEDGER_ERRORS = "serai.quota.ledger.errors";
    static final String LEASES_LOST = "serai.quota.leases.lost";
    static final String SOFT_LIMITS = "serai.quota.soft_limits";
    static final String EXCESS = "serai.quota.excess";
    static final String RESERVATIONS = "serai.quota.reservations";
    static final String RESERVATIONS_EXPIRED = "serai.quota.reservations.expired";
    static final String CONTRACT_NEWS = "serai.contract.news";
    static final String USAGE_ROWS = "serai.usage.rows";
    static final String USAGE_ERRORS = "serai.usage.errors";
    static final String USAGE_LOST = "serai.usage.lost";
    static final String FEEDBACK = "serai.routing.feedback";
    static final String SIGNALS = "serai.routing.signals";
    static final String IDEMPOTENCY = "serai.idempotency.requests";
    static final String IDEMPOTENCY_OPEN = "serai.idempotency.open";
    static final String IDEMPOTENCY_ERRORS = "serai.idempotency.errors";
    static final String CACHE_LOOKUPS = "serai.cache.lookups";
    static final String CACHE_KEPT = "serai.cache.kept";
    static final String CACHE_ANSWERS = "serai.cache.answers";
    static final String CACHE_BYTES = "serai.cache.size";
    static final String EXPERIMENT = "serai.experiment.requests";
    static final String MIRRORED = "serai.mirror.requests";
    static final String MIRROR_DURATION = "serai.mirror.duration";
    static final String MIRROR_TOKENS = "serai.mirror.output.tokens";
    static final String MIRROR_FINISHES = "serai.mirror.finishes";
    static final String JUDGED = "serai.judge.verdicts";
    static final String JUDGE_SCORES = "serai.judge.score";
    static final String QUEUE_MESSAGES = "serai.queue.messages";
    static final String TENANT_COST = "serai.tenant.cost.usd";
    static final String TENANT_TOKENS = "serai.tenant.tokens";
    static final String TENANT = "serai.tenant";
    static final String DEPLOYMENT = "serai.deployment";

    private Names() {}

    /** The convention's word for what a model is asked to do. */
    public static String operation(ModelKind kind) {
        return switch (kind) {
            case ModelKind.Chat chat -> "chat";
            case ModelKind.Embedding embedding -> "embeddings";
        };
    }

    /** The convention's well-known value for a provider; its own id where there is none. */
    public static String provider(String id, Dialect dialect) {
        return switch (dialect) {
            case BEDROCK -> "aws.bedrock";
            case GEMINI -> id.equals("vertex") ? "gcp.vertex_ai" : "gcp.gemini";
            case ANTHROPIC -> "anthropic";
            case OPENAI -> id.equals("azure") ? "azure.ai.openai" : id.equals("mistral") ? "mistral_ai" : id;
        };
    }
}
