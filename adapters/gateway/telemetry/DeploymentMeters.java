package gateway.telemetry;

import gateway.metering.Ended.Exit;
import gateway.model.Deployment;
import gateway.model.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The meters of one deployment. Thread-safe. */
final class DeploymentMeters {
    private static final Duration[] SECONDS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(300),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(120)
    };
    private static final Duration[] MICROS = {
        Duration.ofNanos(100_000),
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100)
    };
    private static final double[] TOKENS = {1, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576};

    private final Map<Exit, Timer> durations = new EnumMap<>(Exit.class);
    private final DistributionSummary input;
    private final DistributionSummary output;
    private final Timer firstToken;
    private final Timer overhead;
    private final Counter cost;

    DeploymentMeters(MeterRegistry meters, Deployment deployment) {
        Tags tags = Tags.of(
                Names.OPERATION,
                Names.operation(deployment.kind()),
                Names.PROVIDER,
                Names.provider(deployment.provider(), deployment.dialect()),
                Names.REQUEST_MODEL,
                deployment.model(),
                Names.DEPLOYMENT,
                deployment.id());
        for (Exit exit : Exit.values()) {
            durations.put(
                    exit,
                    Timer.builder(Names.OPERATION_DURATION)
                            .description("From the whole request to the end of the answer")
                            .tags(tags)
                            .tag(
                                    Names.ERROR,
                                    exit == Exit.COMPLETE ? "" : exit.name().toLowerCase(Locale.ROOT))
                            .serviceLevelObjectives(SECONDS)
                            .register(meters));
        }
        input = tokens(meters, tags, "input");
        output = tokens(meters, tags, "output");
        firstToken = Timer.builder(Names.TIME_TO_FIRST_TOKEN)
                .description("From the call of the provider to its first meaningful event")
                .tags(tags)
                .serviceLevelObjectives(SECONDS)
                .register(meters);
        overhead = Timer.builder(Names.OVERHEAD)
                .description("The gateway's own time before the first byte")
                .tags(tags)
                .serviceLevelObjectives(MICROS)
                .register(meters);
        cost = Counter.builder(Names.COST)
                .description("What the calls cost, in USD")
                .tags(tags)
                .register(meters);
    }

    void duration(Exit exit, long nanos) {
        Timer timer = durations.get(exit);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    void tokens(Usage usage) {
        input.record((double) usage.inputTokens());
        output.record((double) usage.outputTokens());
    }

    void firstToken(long nanos) {
        firstToken.record(nanos, TimeUnit.NANOSECONDS);
    }

    void overhead(long nanos) {
        overhead.record(nanos, TimeUnit.NANOSECONDS);
    }

    void cost(long microUsd) {
        cost.increment(microUsd / 1e6);
    }

    private static DistributionSummary tokens(MeterRegistry meters, Tags tags, String type) {
        return DistributionSummary.builder(Names.TOKEN_USAGE)
                .description("Tokens of a call")
                .tags(tags)
                .tag(Names.TOKEN_TYPE, type)
                .serviceLevelObjectives(TOKENS)
                .register(meters);
    }
}
