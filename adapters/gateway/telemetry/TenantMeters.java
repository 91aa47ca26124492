package gateway.telemetry;

import gateway.model.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of one tenant. The convention has no name for who pays, so that these are ours. Thread-safe. */
final class TenantMeters {
    private static final double MILLION = 1e6;

    private final Counter cost;
    private final Counter input;
    private final Counter output;

    TenantMeters(MeterRegistry meters, String tenant) {
        cost = Counter.builder(Names.TENANT_COST)
                .description("What the tenant's calls cost, in USD")
                .tag(Names.TENANT, tenant)
                .register(meters);
        input = tokens(meters, tenant, "input");
        output = tokens(meters, tenant, "output");
    }

    void cost(long microUsd) {
        cost.increment(microUsd / MILLION);
    }

    void tokens(Usage usage) {
        input.increment((double) usage.inputTokens());
        output.increment((double) usage.outputTokens());
    }

    private static Counter tokens(MeterRegistry meters, String tenant, String type) {
        return Counter.builder(Names.TENANT_TOKENS)
                .description("Tokens of the tenant's calls")
                .tag(Names.TENANT, tenant)
                .tag(Names.TOKEN_TYPE, type)
                .register(meters);
    }
}
