package gateway.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.guard.RemoteGuardrail.Direction;
import gateway.guard.RemoteVerdict;
import gateway.killswitch.Switch;
import gateway.killswitch.Switches;
import gateway.model.Deployment;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Guardrail;
import gateway.model.Residency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.model.ApplyGuardrailRequest;

class ApplyGuardrailTest {
    private static final RemoteVerdict PASSED = new RemoteVerdict.Passed();
    private static final RemoteVerdict THROTTLED = new RemoteVerdict.Failed("throttled", true);
    private static final ExecutorService TASKS = Executors.newVirtualThreadPerTaskExecutor();

    private final ConcurrentLinkedQueue<ApplyGuardrailRequest> asked = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Deployment> place = new AtomicReference<>();
    private final AtomicReference<Switches> switches = new AtomicReference<>(Switches.NONE);

    @AfterAll
    static void stop() {
        TASKS.shutdownNow();
    }

    @Test
    void showsAllTextsInOneCall() {
        RemoteVerdict verdict = judge(guardrail(5_000), List.of("one", "two"), PASSED);

        assertThat(verdict).isEqualTo(PASSED);
        ApplyGuardrailRequest request = asked.remove();
        assertThat(asked).isEmpty();
        assertThat(request.guardrailIdentifier()).isEqualTo("abc123");
        assertThat(request.guardrailVersion()).isEqualTo("2");
        assertThat(request.sourceAsString()).isEqualTo("INPUT");
        assertThat(request.outputScopeAsString()).isEqualTo("INTERVENTIONS");
        assertThat(request.content()).hasSize(1);
        assertThat(request.content().getFirst().text().text()).isEqualTo("one\n\u241E\ntwo");
        assertThat(request.overrideConfiguration()
                        .orElseThrow()
                        .apiCallTimeout()
                        .orElseThrow())
                .isBetween(Duration.ofMillis(1), Duration.ofMillis(5_000));
    }

    @Test
    void callsTheHostOfTheRegionUnderItsResidency() {
        judge(guardrail(5_000), List.of("one"), PASSED);

        assertThat(place.get().endpoint()).hasToString("https://bedrock-runtime.eu-central-1.amazonaws.com");
        assertThat(place.get().provider()).isEqualTo("bedrock");
        assertThat(place.get().residency()).isEqualTo(Residency.EU);
        assertThat(place.get().id()).isEqualTo("abc123-eu-central-1");
    }

    @Test
    void givesMaskedTextsBackOneByOne() {
        RemoteVerdict verdict =
                judge(guardrail(5_000), List.of("one", "two"), new RemoteVerdict.Masked(List.of("1\n\u241E\n2")));

        assertThat(verdict).isEqualTo(new RemoteVerdict.Masked(List.of("1", "2")));
    }

    @Test
    void showsALongPromptInSeveralCalls() {
        RemoteVerdict verdict = judge(guardrail(5_000), List.of("word ".repeat(12_000)), PASSED, PASSED, PASSED);

        assertThat(verdict).isEqualTo(PASSED);
        assertThat(asked).hasSize(3);
    }

    @Test
    void triesAThrottledCallOnceMore() {
        assertThat(judge(guardrail(5_000), List.of("one"), THROTTLED, PASSED)).isEqualTo(PASSED);
        assertThat(asked).hasSize(2);
    }

    @Test
    void triesAThrottledCallNoThirdTime() {
        assertThat(judge(guardrail(5_000), List.of("one"), THROTTLED, THROTTLED, PASSED))
                .isEqualTo(THROTTLED);
        assertThat(asked).hasSize(2);
    }

    @Test
    void triesAThrottledCallNotAgainWithoutTimeForIt() {
        assertThat(judge(guardrail(200), List.of("one"), THROTTLED, PASSED)).isEqualTo(THROTTLED);
        assertThat(asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout", "server_error", "access_denied", "garbage", "breaker_open"})
    void triesNothingElseAgain(String code) {
        RemoteVerdict failed = new RemoteVerdict.Failed(code, true);

        assertThat(judge(guardrail(5_000), List.of("one"), failed, PASSED)).isEqualTo(failed);
        assertThat(asked).hasSize(1);
    }

    @Test
    void givesUpWhenTimeIsOver() {
        CountDownLatch interrupted = new CountDownLatch(1);
        ApplyGuardrail guardrails = guardrails((where, request) -> {
            try {
                new CountDownLatch(1).await();
                return PASSED;
            } catch (InterruptedException e) {
                interrupted.countDown();
                return PASSED;
            }
        });

        assertThat(guardrails.judge(guardrail(50), Direction.OUTPUT, List.of("one")))
                .isEqualTo(new RemoteVerdict.Failed("timeout", true));
        assertThat(interrupted).satisfies(latch -> latch.await());
    }

    @Test
    void failsClosedWhenTheWayIsBroken() {
        ApplyGuardrail guardrails = guardrails((where, request) -> {
            throw new IllegalStateException("a fault");
        });

        assertThat(guardrails.judge(guardrail(5_000), Direction.INPUT, List.of("one")))
                .isEqualTo(new RemoteVerdict.Failed("fault", false));
    }

    @ParameterizedTest
    @CsvSource({"GLOBAL,all", "PROVIDER,bedrock", "DEPLOYMENT,abc123-eu-central-1"})
    void callsNothingThatIsSwitchedOff(Switch.Scope scope, String name) {
        switches.set(
                Switches.NONE.with(new Switch(scope, name, "test", Switch.Mode.DRAIN, "admin", Instant.EPOCH, null)));

        assertThat(judge(guardrail(5_000), List.of("one"), PASSED))
                .isEqualTo(new RemoteVerdict.Failed("switched_off", false));
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TIMEOUT, 0, call_timeout, timeout, true",
        "UNREACHABLE, 0, connection_lost, unreachable, true",
        "RATE_LIMITED, 429, ThrottlingException, throttled, true",
        "BROKEN, 500, InternalServerException, server_error, true",
        "BROKEN, 0, garbage, garbage, true",
        "OUR_FAULT, 403, AccessDeniedException, access_denied, false",
        "OUR_FAULT, 401, http_401, access_denied, false",
        "OUR_FAULT, 0, no_credentials, access_denied, false",
        "OUR_FAULT, 404, ResourceNotFoundException, not_found, false",
        "CLIENT_FAULT, 400, ValidationException, validation, false",
        "NOT_CALLED, 0, host_not_allowed, host_not_allowed, false"
    })
    void knowsWhatAFailureMeans(Failure.Kind kind, int status, String code, String meaning, boolean open) {
        Failure failure = Failure.of(kind, status, code);
        RemoteVerdict expected = new RemoteVerdict.Failed(meaning, open);

        assertThat(GuardrailFailure.verdict(failure)).isEqualTo(expected);
        assertThat(sorted(failure)).isEqualTo(kind.counted() ? "thrown for the breaker" : expected);
    }

    private static Object sorted(Failure failure) {
        try {
            return new GuardrailFailure().apply(new FailedException(failure));
        } catch (FailedException e) {
            return "thrown for the breaker";
        }
    }

    private RemoteVerdict judge(Guardrail guardrail, List<String> texts, RemoteVerdict... answers) {
        Deque<RemoteVerdict> left = new ArrayDeque<>(List.of(answers));
        return guardrails((where, request) -> {
                    synchronized (left) {
                        place.set(where);
                        asked.add(request);
                        return left.remove();
                    }
                })
                .judge(guardrail, Direction.INPUT, texts);
    }

    private ApplyGuardrail guardrails(GuardrailRoute route) {
        return new ApplyGuardrail(route, switches::get, () -> Instant.EPOCH, System::nanoTime, TASKS);
    }

    private static Guardrail guardrail(int timeoutMillis) {
        return new Guardrail(
                "abc123",
                "2",
                "eu-central-1",
                Residency.EU,
                true,
                true,
                Guardrail.Mode.BEFORE,
                Duration.ofMillis(timeoutMillis));
    }
}
