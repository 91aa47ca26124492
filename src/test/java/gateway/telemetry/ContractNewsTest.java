package gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.metering.Ended;
import gateway.model.Answer;
import gateway.model.Completion;
import gateway.model.Dialect;
import gateway.model.Examples;
import gateway.model.FinishReason;
import gateway.model.Original;
import gateway.model.Plan;
import gateway.model.Usage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What is told of news in answers. */
class ContractNewsTest {
    private static final String NEW = """
            {"id":"msg_1","type":"message","role":"assistant","model":"m","mood":"good","content":[],
             "stop_reason":"bored","stop_sequence":null}""";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final ContractNews news = new ContractNews(meters, later::add);

    @Test
    void countsByProviderAndKind() {
        news.ended(end(NEW));
        later.remove().run();

        assertThat(count("field")).isEqualTo(1);
        assertThat(count("value")).isEqualTo(1);
    }

    @Test
    void looksAtOneAnswerInAHundredAndOneAtATime() {
        for (int i = 0; i < 250; i++) {
            news.ended(end(NEW));
        }
        assertThat(later).hasSize(1);

        later.remove().run();
        for (int i = 0; i < 250; i++) {
            news.ended(end(NEW));
        }
        assertThat(later).hasSize(1);
    }

    @Test
    void passesOverWhatIsNoJson() {
        news.ended(end("<html>"));
        later.remove().run();

        assertThat(meters.getMeters()).isEmpty();
    }

    private double count(String kind) {
        return meters.get("serai.contract.news")
                .tag("provider", "anthropic")
                .tag("kind", kind)
                .counter()
                .count();
    }

    private static Ended end(String answer) {
        Plan plan = Examples.plan(Examples.deployment("a"));
        Answer.Whole whole = new Answer.Whole(
                new Completion("id", "m", List.of(), FinishReason.OTHER, null, null),
                new Original(Dialect.ANTHROPIC, answer));
        return new Ended(Examples.outcome(plan, whole), Ended.Exit.COMPLETE, null, Usage.NONE, true, 0, 1);
    }
}
