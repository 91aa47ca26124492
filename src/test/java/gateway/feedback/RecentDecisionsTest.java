package gateway.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.metering.AnswerForm;
import gateway.metering.Ended;
import gateway.metering.Ended.Exit;
import gateway.model.Context;
import gateway.model.Examples;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RecentDecisionsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final RecentDecisions recent = new RecentDecisions(() -> NOW, () -> 2_000, 4);

    @Test
    void findsACallByItsIdAndByThatOfItsAnswerForItsTenantAlone() {
        recent.ended(end("one", "msg_1"));

        Decided expected = new Decided("one", "demo", "msg_1", "sonnet", Context.NONE, NOW.minusNanos(1_000));
        assertThat(recent.find("demo", "one")).isEqualTo(expected);
        assertThat(recent.find("demo", "msg_1")).isEqualTo(expected);
        assertThat(recent.find("other", "one")).isNull();
        assertThat(recent.find("other", "msg_1")).isNull();
        assertThat(recent.find("demo", "two")).isNull();
    }

    @Test
    void findsTheNewestOfAnswersThatShareAnId() {
        recent.ended(end("one", "chatcmpl-877"));
        recent.ended(end("two", "chatcmpl-877"));

        assertThat(recent.find("demo", "chatcmpl-877")).isNotNull().returns("two", Decided::id);
        for (int i = 0; i < 3; i++) {
            recent.ended(end("later-" + i, ""));
        }
        assertThat(recent.find("demo", "one")).isNull();
        assertThat(recent.find("demo", "chatcmpl-877")).isNotNull().returns("two", Decided::id);
    }

    @Test
    void holdsTheLastOnes() {
        for (int i = 0; i < 10; i++) {
            recent.ended(end("id-" + i, "msg_" + i));
        }

        assertThat(recent.find("demo", "id-5")).isNull();
        assertThat(recent.find("demo", "msg_5")).isNull();
        assertThat(recent.find("demo", "id-6")).isNotNull();
        assertThat(recent.find("demo", "msg_9")).isNotNull();
    }

    @Test
    void knowsRefusedCallsOfTenantsAndNoneOfStrangers() {
        Plan plan = Examples.plan(Examples.deployment("a"));
        recent.refused("r1", plan.refuse(new Refusal.SwitchedOff("tenant/demo")));
        recent.refused("r2", new RefusedException(new Refusal.InvalidApiKey("no key")));
        recent.refused("r3", null);

        assertThat(recent.find("demo", "r1")).isNotNull().returns(null, Decided::model);
        assertThat(recent.find("", "r2")).isNull();
        assertThat(recent.find("", "r3")).isNull();
    }

    @Test
    void staysWithinItsBoundsWhenManyThreadsUseIt() throws Exception {
        RecentDecisions shared = new RecentDecisions(() -> NOW, () -> 2_000, 100);
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int t = 0; t < 4; t++) {
                int thread = t;
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        shared.ended(end(thread + "-" + i, "msg_" + thread + "-" + i));
                    }
                }));
            }
        }
        for (Future<?> each : all) {
            each.get();
        }

        int held = 0;
        for (int t = 0; t < 4; t++) {
            for (int i = 0; i < 1_000; i++) {
                boolean byId = shared.find("demo", t + "-" + i) != null;
                assertThat(shared.find("demo", "msg_" + t + "-" + i) != null).isEqualTo(byId);
                held += byId ? 1 : 0;
            }
        }
        assertThat(held).isEqualTo(100);
    }

    private static Ended end(String id, String completion) {
        Plan plan = Examples.plan(
                Examples.chat(Examples.call(id), "sonnet", false), Examples.ANYWHERE, Examples.deployment("a"));
        Outcome outcome = Examples.outcome(plan, Examples.whole("", null));
        AnswerForm form = new AnswerForm(completion, null, null, null);
        return new Ended(outcome, Exit.COMPLETE, null, Usage.NONE, false, List.of(), 2_000, form);
    }
}
