package gateway.tracing;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * The attributes of our spans, which hold no content, by the names of the <a
 * href="https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/">GenAI</a> and HTTP conventions where they
 * have one.
 */
final class Keys {
    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
    static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
    static final AttributeKey<Long> OUTPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.output_tokens");
    static final AttributeKey<List<String>> FINISH = AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
    static final AttributeKey<String> SERVER = AttributeKey.stringKey("server.address");
    static final AttributeKey<String> REGION = AttributeKey.stringKey("cloud.region");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    static final AttributeKey<String> DEPLOYMENT = AttributeKey.stringKey("serai.deployment");
    static final AttributeKey<String> DECISION = AttributeKey.stringKey("serai.decision.id");
    static final AttributeKey<String> TENANT = AttributeKey.stringKey("serai.tenant");
    static final AttributeKey<String> POLICY = AttributeKey.stringKey("serai.policy");
    static final AttributeKey<String> EXIT = AttributeKey.stringKey("serai.exit");
    static final AttributeKey<Double> COST = AttributeKey.doubleKey("serai.cost.usd");
    static final AttributeKey<Boolean> ESTIMATED = AttributeKey.booleanKey("serai.usage.estimated");
    static final AttributeKey<Long> FIRST_TOKEN_MICROS = AttributeKey.longKey("serai.first_token_us");
    static final AttributeKey<Long> OVERHEAD_MICROS = AttributeKey.longKey("serai.overhead_us");

    private Keys() {}
}
