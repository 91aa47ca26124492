package gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import gateway.metering.Ended;
import gateway.metering.Ended.Exit;
import gateway.metering.Spent;
import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Examples;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.ModelKind;
import gateway.model.Outcome;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Residency;
import gateway.model.Tenant;
import gateway.model.Usage;
import gateway.wire.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CallMetricsTest {
    private static final Deployment SERVED = Examples.deployment("served");
    private static final Deployment BROKEN = Examples.deployment("broken");
    private static final Attempt FAILED = new Attempt.Failed(BROKEN, 1_000, Failure.of(Kind.BROKEN, "http_500"));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CallMetrics metrics = new CallMetrics(meters, 2);

    @Test
    void countsTokensCostAndTime() {
        metrics.ended(ended(Exit.COMPLETE));

        assertThat(meters.get("gen_ai.client.token.usage")
                        .tag("gen_ai.token.type", "input")
                        .summary()
                        .totalAmount())
                .isEqualTo(100);
        assertThat(meters.get("gen_ai.client.token.usage")
                        .tag("gen_ai.token.type", "output")
                        .summary()
                        .totalAmount())
                .isEqualTo(50);
        assertThat(meters.get("serai.cost.usd").counter().count()).isEqualTo(0.001050);
        // ready at 9,000, received at 1,000, 2,000 and 1,000 spent by providers
        assertThat(meters.get("serai.overhead").timer().totalTime(TimeUnit.NANOSECONDS))
                .isEqualTo(5_000);
    }

    @Test
    void tellsVectorsFromConversations() {
        Deployment vectors = Examples.ofKind(new ModelKind.Embedding(1_024, 1_024), Examples.deployment("vectors"));

        metrics.spent(
                new RefusedException(
                        new Refusal.Internal(), Examples.plan(Examples.chat(false), Examples.ANYWHERE, SERVED)),
                List.of(Spent.of(vectors, Usage.of(10, 0), false), Spent.of(SERVED, Usage.of(10, 5), false)));

        assertThat(meters.get("serai.cost.usd").counters())
                .extracting(
                        counter -> counter.getId().getTag("serai.deployment"),
                        counter -> counter.getId().getTag("gen_ai.operation.name"))
                .containsExactlyInAnyOrder(tuple("vectors", "embeddings"), tuple("served", "chat"));
    }

    @Test
    void countsTokensAndCostOfTheTenant() {
        metrics.ended(ended(Exit.COMPLETE));
        metrics.ended(ended(Exit.CANCELLED));

        assertThat(meters.get("serai.tenant.cost.usd")
                        .tag("serai.tenant", "demo")
                        .counter()
                        .count())
                .isEqualTo(0.002100);
        assertThat(tenantTokens("input")).isEqualTo(200);
        assertThat(tenantTokens("output")).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(Exit.class)
    void tellsTheThreeExitsApart(Exit exit) {
        metrics.ended(ended(exit));

        assertThat(meters.get("gen_ai.client.operation.duration")
                        .tag(
                                "error.type",
                                exit == Exit.COMPLETE ? "" : exit.name().toLowerCase(java.util.Locale.ROOT))
                        .timer()
                        .totalTime(TimeUnit.NANOSECONDS))
                .isEqualTo(19_000);
    }

    @Test
    void countsAttemptsOfAnsweredAndOfRefusedCalls() {
        metrics.ended(ended(Exit.COMPLETE));
        metrics.refused(
                "id",
                new Problem(502, "all_providers_failed", "x", null, "id"),
                new RefusedException(
                        new Refusal.AllProvidersFailed(List.of("x")),
                        Examples.decision(Examples.plan(BROKEN)),
                        List.of(FAILED)));

        assertThat(attempts("served", "answered")).isEqualTo(1);
        assertThat(attempts("broken", "broken")).isEqualTo(2);
        assertThat(meters.get("serai.refusals")
                        .tag("code", "all_providers_failed")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "bedrock, BEDROCK, aws.bedrock",
        "vertex, GEMINI, gcp.vertex_ai",
        "gemini, GEMINI, gcp.gemini",
        "anthropic, ANTHROPIC, anthropic",
        "azure, OPENAI, azure.ai.openai",
        "mistral, OPENAI, mistral_ai",
        "openai, OPENAI, openai",
        "ollama, OPENAI, ollama"
    })
    void callsProvidersAsTheConventionsDo(String id, Dialect dialect, String name) {
        assertThat(Names.provider(id, dialect)).isEqualTo(name);
    }

    @Test
    void boundsTheSeriesOfTenants() {
        for (int i = 0; i < 10_000; i++) {
            metrics.ended(ended(Exit.COMPLETE, new Tenant("tenant-" + i, "key", Residency.ANY)));
        }

        assertThat(meters.get("serai.tenant.cost.usd").counters())
                .extracting(counter -> counter.getId().getTag("serai.tenant"))
                .containsExactlyInAnyOrder("tenant-0", "tenant-1", "other_");
        assertThat(meters.get("serai.tenant.cost.usd").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum())
                .as("nothing is lost")
                .isCloseTo(10.5, within(1e-6));
    }

    private double tenantTokens(String type) {
        return meters.get("serai.tenant.tokens")
                .tag("serai.tenant", "demo")
                .tag("gen_ai.token.type", type)
                .counter()
                .count();
    }

    private double attempts(String deployment, String result) {
        return meters.get("serai.attempts")
                .tag("serai.deployment", deployment)
                .tag("result", result)
                .counter()
                .count();
    }

    private static Ended ended(Exit exit) {
        return ended(exit, Examples.ANYWHERE);
    }

    private static Ended ended(Exit exit, Tenant tenant) {
        Outcome outcome = Examples.outcome(
                Examples.plan(Examples.chat(false), tenant, SERVED), Examples.whole("Hi", Usage.of(100, 50)), FAILED);
        return new Ended(outcome, exit, null, Usage.of(100, 50), false, 1_050, 20_000);
    }
}
