package gateway.provider.bedrock;

import gateway.Ticker;
import gateway.guard.RemoteGuardrail;
import gateway.guard.RemoteVerdict;
import gateway.killswitch.Switch;
import gateway.killswitch.SwitchSource;
import gateway.killswitch.Switches;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Guardrail;
import gateway.model.Price;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.bedrockruntime.model.ApplyGuardrailRequest;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailContentSource;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailOutputScope;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailTextBlock;

/**
 * Has texts judged by a guardrail of Amazon Bedrock (ApplyGuardrail). One timeout covers all of it: credentials,
 * connection, every block of a long prompt, and the one more try that a throttled call gets. Thread-safe.
 */
public final class ApplyGuardrail implements RemoteGuardrail {
    /** The provider whose account, credentials and kill switch guardrails have. */
    public static final String PROVIDER = "bedrock";

    /** So long a throttled call waits before its second try: quotas are counted by the second. */
    private static final Duration BREAK = Duration.ofMillis(150);

    private final GuardrailRoute route;
    private final SwitchSource switches;
    private final InstantSource clock;
    private final Ticker ticker;
    private final ExecutorService tasks;

    /**
     * Takes what it calls by.
     *
     * @param switches read before every call
     * @param clock tells whether a switch has expired
     * @param ticker measures the timeout
     * @param tasks run the calls, on threads that may be interrupted
     */
    public ApplyGuardrail(
            GuardrailRoute route, SwitchSource switches, InstantSource clock, Ticker ticker, ExecutorService tasks) {
        this.route = route;
        this.switches = switches;
        this.clock = clock;
        this.ticker = ticker;
        this.tasks = tasks;
    }

    @Override
    public RemoteVerdict judge(Guardrail guardrail, Direction direction, List<String> texts) {
        long deadline = ticker.nanos() + guardrail.timeout().toNanos();
        Deployment place = place(guardrail);
        GuardrailTexts shown = GuardrailTexts.of(texts);
        List<Future<RemoteVerdict>> calls = new ArrayList<>();
        for (String text : shown.shown()) {
            if (!text.isBlank()) {
                calls.add(tasks.submit(() -> twice(guardrail, place, direction, text, deadline)));
            } else {
                calls.add(tasks.submit(RemoteVerdict.Passed::new));
            }
        }
        List<RemoteVerdict> verdicts = new ArrayList<>(calls.size());
        for (Future<RemoteVerdict> call : calls) {
            verdicts.add(await(call, deadline));
        }
        return shown.verdict(verdicts);
    }

    private RemoteVerdict await(Future<RemoteVerdict> call, long deadline) {
        try {
            return call.get(Math.max(0, deadline - ticker.nanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            call.cancel(true);
            return new RemoteVerdict.Failed(GuardrailFailure.TIMEOUT, true);
        } catch (ExecutionException e) {
            return new RemoteVerdict.Failed("fault", false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.cancel(true);
            return new RemoteVerdict.Failed("interrupted", false);
        }
    }

    /** A second time only if the first was throttled, or its connection was lost, and there is time for it. */
    private RemoteVerdict twice(
            Guardrail guardrail, Deployment place, Direction direction, String text, long deadline) {
        RemoteVerdict first = once(guardrail, place, direction, text, deadline);
        String code = first instanceof RemoteVerdict.Failed failed ? failed.code() : "";
        boolean throttled = code.equals(GuardrailFailure.THROTTLED);
        // a pooled connection may have been closed meanwhile
        boolean lost = code.equals(GuardrailFailure.UNREACHABLE);
        if (!(throttled || lost) || deadline - ticker.nanos() <= 2 * BREAK.toNanos()) {
            return first;
        }
        if (throttled) {
            LockSupport.parkNanos(BREAK.toNanos());
        }
        return once(guardrail, place, direction, text, deadline);
    }

    private RemoteVerdict once(Guardrail guardrail, Deployment place, Direction direction, String text, long deadline) {
        if (isOff(place)) {
            return new RemoteVerdict.Failed("switched_off", false);
        }
        Duration left = Duration.ofNanos(deadline - ticker.nanos());
        return left.isPositive()
                ? route.call(place, request(guardrail, place, direction, text, left))
                : new RemoteVerdict.Failed(GuardrailFailure.TIMEOUT, true);
    }

    private boolean isOff(Deployment place) {
        Switches now = switches.current();
        if (now.byPath().isEmpty()) {
            return false;
        }
        Instant moment = clock.instant();
        Switch global = now.byPath().get(Switch.word(Switch.Scope.GLOBAL) + "/all");
        return (global != null && global.holds(moment)) || now.against(place, moment) != null;
    }

    private static ApplyGuardrailRequest request(
            Guardrail guardrail, Deployment place, Direction direction, String text, Duration left) {
        ApplyGuardrailRequest request = ApplyGuardrailRequest.builder()
                .guardrailIdentifier(guardrail.id())
                .guardrailVersion(guardrail.version())
                .source(
                        switch (direction) {
                            case INPUT -> GuardrailContentSource.INPUT;
                            case OUTPUT -> GuardrailContentSource.OUTPUT;
                        })
                .outputScope(GuardrailOutputScope.INTERVENTIONS)
                .content(GuardrailContentBlock.fromText(
                        GuardrailTextBlock.builder().text(text).build()))
                .build();
        SocketCheck.Order order = new SocketCheck.Order(place, guardrail.residency());
        return request.toBuilder()
                .overrideConfiguration(
                        order.on(request).toBuilder().apiCallTimeout(left).build())
                .build();
    }

    /** Where a guardrail is called, in the words of the checks that every call passes. */
    private static Deployment place(Guardrail guardrail) {
        String region = guardrail.region();
        String name = guardrail.id().substring(guardrail.id().lastIndexOf('/') + 1);
        return new Deployment(
                name + "-" + region,
                "guardrail",
                PROVIDER,
                Dialect.BEDROCK,
                URI.create("https://bedrock-runtime." + region + ".amazonaws.com"),
                // a guardrail stays in its region, as Amazon's own models do
                "amazon.guardrail",
                region,
                guardrail.residency(),
                "default",
                new Price(0, 0, 0, 0, 0),
                1,
                1,
                0,
                1);
    }
}
