package gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.killswitch.Switches;
import gateway.model.Answer;
import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Examples;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Original;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.Residency;
import gateway.model.Usage;
import gateway.wire.openai.OpenAiClientCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteAnswerTest {
    private static final Deployment EU = Examples.deployment("eu", Residency.EU, 0, 1);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));
    private static final Answer.Whole ANSWER = Examples.whole("Hi there", Usage.of(3, 2));

    private final WriteAnswer write = new WriteAnswer(new OpenAiClientCodec(CLOCK), () -> Switches.NONE, CLOCK);

    @Test
    void tellsWhoServedAndWhatItGuarantees() {
        HttpReply reply = write.apply(Examples.outcome(Examples.plan(EU), ANSWER));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers())
                .containsEntry("x-serai-decision", "request-1")
                .containsEntry("x-serai-model", "sonnet")
                .containsEntry("x-serai-provider", "anthropic")
                .containsEntry("x-serai-deployment", "eu")
                .containsEntry("x-serai-region", "eu-central-1")
                .containsEntry("x-serai-residency", "eu")
                .containsEntry("x-serai-attempts", "1")
                // ready at 9,000, received at 1,000, of which the provider took 2,000
                .containsEntry("x-serai-overhead-us", "6")
                .containsEntry("x-serai-revision", "7.0")
                .doesNotContainKey("x-serai-translation");
        assertThat(HttpCalls.body(reply)).contains("Hi there");
    }

    @Test
    void tellsTheBoundThatTheGatewayHasSetForTheAnswer() {
        Plan bounded = Examples.plan(Examples.chat(false).bounded(4096), Examples.ANYWHERE, EU);

        assertThat(write.apply(Examples.outcome(bounded, ANSWER)).headers())
                .containsEntry("x-serai-max-output-tokens", "4096");
        assertThat(write.apply(Examples.outcome(Examples.plan(EU), ANSWER)).headers())
                .doesNotContainKey("x-serai-max-output-tokens");
    }

    @Test
    void countsOnlyRealCallsAsAttempts() {
        Attempt failed = new Attempt.Failed(EU, 1_000, Failure.of(Kind.BROKEN, "http_500"));
        Attempt resting =
                new Attempt.Failed(EU, 0, new Failure(Kind.RATE_LIMITED, 0, "resting", null, Duration.ofSeconds(1)));

        HttpReply reply = write.apply(Examples.outcome(Examples.plan(EU), ANSWER, failed, resting));

        assertThat(reply.headers()).containsEntry("x-serai-attempts", "2").containsEntry("x-serai-overhead-us", "5");
    }

    @Test
    void namesWhatWasLost() {
        Outcome outcome = Examples.outcome(Examples.plan(EU), ANSWER);
        Attempt.Answered lossy = new Attempt.Answered(EU, 2_000, ANSWER, List.of("seed", "logprobs"));

        HttpReply reply = write.apply(new Outcome(outcome.decision(), lossy, List.of(lossy), 9_000));

        assertThat(reply.headers()).containsEntry("x-serai-translation", "seed,logprobs");
    }

    @Test
    void handsOnTheProvidersOwnBytesInTheSameDialectOnly() {
        Answer same = new Answer.Whole(ANSWER.completion(), new Original(Dialect.OPENAI, "{\"own\":1}"));
        Answer other = new Answer.Whole(ANSWER.completion(), new Original(Dialect.ANTHROPIC, "{\"own\":1}"));

        HttpReply passed = write.apply(Examples.outcome(Examples.plan(EU), same));
        HttpReply translated = write.apply(Examples.outcome(Examples.plan(EU), other));

        assertThat(HttpCalls.body(passed)).isEqualTo("{\"own\":1}");
        assertThat(HttpCalls.body(translated)).doesNotContain("own").contains("Hi there");
    }

    @Test
    void showsNoContentInALog() {
        HttpReply reply = write.apply(Examples.outcome(Examples.plan(EU), ANSWER));

        assertThat(reply.toString()).doesNotContain("Hi there");
    }
}
