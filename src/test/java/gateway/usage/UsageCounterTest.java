package gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.metering.Ended;
import gateway.metering.Ended.Exit;
import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.Limits;
import gateway.model.Plan;
import gateway.model.Quota;
import gateway.model.Quota.OnBudget;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Registry;
import gateway.model.Residency;
import gateway.model.Tenant;
import gateway.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageCounterTest {
    private static final Deployment SONNET = Examples.deployment("a");
    private static final Deployment HAIKU = Examples.ofModel("haiku", Examples.deployment("b"));
    private static final Usage TOKENS = new Usage(100, 10, 20, 30, 50, 5);
    private static final LocalDate DAY = LocalDate.parse("2026-11-24");

    private final Registry registry = Registry.of(7, List.of(SONNET, HAIKU), Map.of("best", "sonnet"));
    private final RememberedTrouble trouble = new RememberedTrouble();
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private long nanos = 1_000;

    @Test
    void sumsUpCallsByWhoseTheyAreAndWhatServed() {
        UsageCounter counter = counter(100);

        counter.ended(ended(Examples.plan(SONNET), false, 1_050));
        counter.ended(ended(Examples.plan(SONNET), true, 950));
        counter.ended(ended(Examples.plan(HAIKU), false, 7));

        assertThat(counter.take(10))
                .containsExactlyInAnyOrder(
                        new UsageRow(
                                key("", "demo-key", "sonnet"),
                                new Amounts(2, 0, 1, new Usage(200, 20, 40, 60, 100, 10), 2_000)),
                        new UsageRow(key("", "demo-key", "haiku"), new Amounts(1, 0, 0, TOKENS, 7)));
        assertThat(counter.waiting()).isZero();
    }

    @Test
    void countsRefusalsWithWhatWasSpentOnThemBefore() {
        UsageCounter counter = counter(100);
        Tenant ofTeam = new Tenant("demo", "research", "k", Residency.ANY, null, null);

        counter.refused(refused(ofTeam, "sonnet", SONNET), 0);
        counter.refused(refused(ofTeam, "sonnet", SONNET), 300);

        assertThat(counter.take(10))
                .containsExactly(new UsageRow(key("research", "k", "sonnet"), new Amounts(0, 2, 0, Usage.NONE, 300)));
    }

    @ParameterizedTest
    @CsvSource({"sonnet, sonnet", "best, sonnet", "auto, auto", "auto:cheap, auto:cheap", "my secret, ''"})
    void namesTheModelOfARefusalOnlyIfItIsOneOfOurs(String word, String model) {
        UsageCounter counter = counter(100);

        counter.refused(refused(Examples.ANYWHERE, word), 0);

        assertThat(counter.take(10))
                .singleElement()
                .extracting(row -> row.of().model())
                .isEqualTo(model);
    }

    @Test
    void namesTheOneModelThatIsLeftOfSeveral() {
        UsageCounter counter = counter(100);

        counter.refused(refused(Examples.ANYWHERE, "auto", HAIKU), 0);
        counter.refused(refused(Examples.ANYWHERE, "auto", HAIKU, SONNET), 0);

        assertThat(counter.take(10)).extracting(row -> row.of().model()).containsExactlyInAnyOrder("haiku", "auto");
    }

    @Test
    void countsNobodyWhoIsNotKnown() {
        UsageCounter counter = counter(100);

        counter.refused(null, 0);
        counter.refused(new RefusedException(new Refusal.InvalidApiKey("x")), 0);
        counter.refused(refused(Tenant.NOBODY, "sonnet", SONNET), 0);

        assertThat(counter.take(10)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-11-24",
        "Europe/Berlin, 2026-11-25",
        "Pacific/Kiritimati, 2026-11-25",
        "America/Los_Angeles, 2026-11-24"
    })
    void countsForTheTenantsDayOnWhichTheRequestWasReceived(String zone, LocalDate day) {
        now = Instant.parse("2026-11-25T08:00:00Z");
        nanos = 1_000 + Duration.ofHours(8).plusMinutes(30).toNanos();
        UsageCounter counter = counter(100);

        counter.ended(ended(Examples.plan(Examples.chat(false), in(zone), SONNET), false, 1));

        assertThat(counter.take(10))
                .singleElement()
                .extracting(row -> row.of().day())
                .isEqualTo(day);
    }

    @Test
    void addsToFullRowsAndTellsWhatFindsNoPlace() {
        UsageCounter counter = counter(1);

        counter.ended(ended(Examples.plan(SONNET), false, 1));
        counter.ended(ended(Examples.plan(HAIKU), false, 10));
        counter.ended(ended(Examples.plan(SONNET), false, 100));

        assertThat(counter.take(10))
                .singleElement()
                .extracting(row -> row.amounts().microUsd())
                .isEqualTo(101L);
        assertThat(trouble.lost().microUsd()).isEqualTo(10);
    }

    @Test
    void losesNothingWhenItIsEmptiedWhileManyCount() throws InterruptedException {
        UsageCounter counter = counter(100);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 2_000; i++) {
                    counter.ended(ended(Examples.plan(i % 2 == 0 ? SONNET : HAIKU), false, 3));
                }
            }));
        }
        Amounts sum = Amounts.NONE;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                sum = counter.take(1).stream().map(UsageRow::amounts).reduce(sum, Amounts::plus);
            }
            thread.join();
        }
        sum = counter.take(10).stream().map(UsageRow::amounts).reduce(sum, Amounts::plus);

        assertThat(sum.calls()).isEqualTo(8_000);
        assertThat(sum.microUsd()).isEqualTo(24_000);
        assertThat(sum.tokens().inputTokens()).isEqualTo(800_000);
    }

    private UsageCounter counter(int capacity) {
        return new UsageCounter(() -> registry, () -> now, () -> nanos, capacity, trouble);
    }

    private static UsageKey key(String team, String key, String model) {
        return new UsageKey(DAY, "demo", team, key, model);
    }

    private static Tenant in(String zone) {
        return Examples.ANYWHERE.with(new Quota(
                ZoneId.of(zone), OnBudget.REFUSE, 80, 4_096, Limits.NONE, Limits.NONE, Limits.NONE, Map.of()));
    }

    private static RefusedException refused(Tenant tenant, String model, Deployment... candidates) {
        return Examples.plan(Examples.chat(Examples.call(), model, false), tenant, candidates)
                .refuse(new Refusal.SwitchedOff("global/all"));
    }

    private static Ended ended(Plan plan, boolean estimated, long microUsd) {
        return new Ended(
                Examples.outcome(plan, Examples.whole("Hi", TOKENS)),
                Exit.COMPLETE,
                null,
                TOKENS,
                estimated,
                microUsd,
                20_000);
    }
}
