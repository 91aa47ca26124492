package gateway.telemetry;

import gateway.api.RefusalListener;
import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.model.Plan;
import gateway.model.RefusedException;
import gateway.wire.Problem;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes one line for each call: ids, tokens, durations and codes; never content. Thread-safe. */
public final class CallLog implements EndListener, RefusalListener {
    private static final Logger LOG = LoggerFactory.getLogger("gateway.calls");

    @Override
    public void ended(Ended end) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        Plan plan = end.outcome().decision().plan();
        Deployment served = end.outcome().served().deployment();
        long received = plan.request().call().receivedNanos();
        of(plan).addKeyValue("deployment", served.id())
                .addKeyValue("provider", served.provider())
                .addKeyValue("model", served.model())
                .addKeyValue("region", served.region())
                .addKeyValue("policy", end.outcome().decision().policy())
                .addKeyValue("exit", end.exit())
                .addKeyValue(
                        "failure", end.failure() == null ? "" : end.failure().code())
                .addKeyValue("input_tokens", end.usage().inputTokens())
                .addKeyValue("output_tokens", end.usage().outputTokens())
                .addKeyValue("usage_estimated", end.estimated())
                .addKeyValue("cost_micro_usd", end.microUsd())
                .addKeyValue("failed", failed(end.outcome().attempts()))
                .addKeyValue("overhead_us", end.outcome().overheadNanos() / 1_000)
                .addKeyValue("first_byte_ms", (end.outcome().readyNanos() - received) / 1_000_000)
                .addKeyValue("total_ms", (end.endNanos() - received) / 1_000_000)
                .log("call");
    }

    @Override
    public void refused(String requestId, Problem problem, @Nullable RefusedException cause) {
        Plan plan = cause == null ? null : cause.plan();
        LoggingEventBuilder line = plan == null ? LOG.atInfo().addKeyValue("id", requestId) : of(plan);
        line.addKeyValue("status", problem.status())
                .addKeyValue("code", problem.code())
                .addKeyValue("failed", cause == null ? "" : failed(cause.attempts()))
                .log("refused");
    }

    private static LoggingEventBuilder of(Plan plan) {
        return LOG.atInfo()
                .addKeyValue("id", plan.request().call().id())
                .addKeyValue("route", plan.request().call().route())
                .addKeyValue("tenant", plan.tenant().id())
                .addKeyValue("key", plan.tenant().keyId())
                .addKeyValue("stream", plan.request().stream())
                .addKeyValue("cache", plan.recall().word())
                .addKeyValue("removed", removed(plan));
    }

    private static String removed(Plan plan) {
        return plan.record().steps().stream()
                .flatMap(step -> step.removed().stream())
                .collect(Collectors.joining(", "));
    }

    private static String failed(List<Attempt> attempts) {
        StringBuilder text = new StringBuilder();
        for (Attempt attempt : attempts) {
            if (attempt instanceof Attempt.Failed failed) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(failed.deployment().id())
                        .append(": ")
                        .append(failed.failure().code());
            }
        }
        return text.toString();
    }
}
