package gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.metering.Spent;
import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.Limits;
import gateway.model.Plan;
import gateway.model.Price;
import gateway.model.Quota;
import gateway.model.Quota.OnBudget;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.model.Tenant;
import gateway.model.Usage;
import gateway.token.Chats;
import gateway.token.TokenCounter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A stage quota on a ledger in memory, with requests to be asked. */
final class QuotaFixture {
    /** Nothing for input, one micro-USD for each token of output. */
    static final Price BY_OUTPUT = new Price(0, 0, 0, 0, 1_000_000);

    static final Deployment PLAIN = priced("plain", BY_OUTPUT);
    static final Deployment DEAR = Examples.ofModel("opus", priced("dear", new Price(0, 0, 0, 0, 10_000_000)));
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final Instant NOON = Instant.parse("2026-11-26T11:00:10Z");

    final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    final TokenCounter counter = new TokenCounter();
    final MemoryLedger ledger = new MemoryLedger();
    final Told told = new Told();
    private final QuotaTimes times =
            new QuotaTimes(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofMinutes(20));
    final OpenReservations open = new OpenReservations(() -> now.get().toEpochMilli() * 1_000_000, times, told);
    private int requests;

    private QuotaBooks books = new QuotaBooks(ledger, "r-0", times, 0, now::get, told, () -> {});

    QuotaReserver quota(long creditMicroUsd) {
        books = new QuotaBooks(ledger, "r-1", times, creditMicroUsd, now::get, told, () -> {});
        return new QuotaReserver(books, open, counter, now::get);
    }

    /** After the ledger was told. */
    long spentOf(String counter) {
        now.set(now.get().plusMillis(1_200));
        books.beat(1.2);
        return ledger.row(counter).spent();
    }

    /** Time goes by, and leases are looked after. */
    void pass(Duration time) {
        Instant until = now.get().plus(time);
        while (now.get().isBefore(until)) {
            now.set(now.get().plusMillis(250));
            books.beat(0.25);
        }
    }

    /** Another replica leases some of a budget, and is heard of no more. */
    void leaseOfAnother(long limit, String scope, ZoneId zone, long held, long open) {
        Counter counter = Counter.at(scope, Measure.USD_DAY, zone, now.get());
        Exchange asked = new Exchange(counter, limit, 0, 0, 0, held, held, held);
        ledger.exchange("dead", 1, now.get(), now.get().plusSeconds(14), List.of(asked));
        Exchange less = new Exchange(counter, limit, 1, 0, 0, 0, 0, open);
        ledger.exchange("dead", 2, now.get(), now.get().plusSeconds(15), List.of(less));
    }

    void end(Plan plan, Deployment served, long outputTokens) {
        open.settle(plan.request().call().id(), List.of(Spent.of(served, Usage.of(0, outputTokens), false)));
    }

    static Refusal refusal(QuotaReserver quota, Plan plan) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> quota.apply(plan));
        assertThat(refused).as("refusal").isNotNull();
        return refused.refusal();
    }

    Plan asking(Quota limits, @Nullable Integer maxOutput, Deployment... candidates) {
        return asking("sonnet", limits, maxOutput, candidates);
    }

    /** By a key of its own. */
    Plan askingBy(String key, Quota limits, Deployment candidate) {
        return asking(new Tenant("demo", key, Residency.ANY), "sonnet", limits, 10, candidate);
    }

    Plan asking(String model, Quota limits, @Nullable Integer maxOutput, Deployment... candidates) {
        return asking(Examples.ANYWHERE, model, limits, maxOutput, candidates);
    }

    private Plan asking(
            Tenant caller, String model, Quota limits, @Nullable Integer maxOutput, Deployment... candidates) {
        Request.Chat chat = Examples.chat(Examples.call("request-" + requests++), model, false);
        Request.Chat bounded = maxOutput == null ? chat : chat.bounded(maxOutput);
        return Examples.plan(maxOutput == null ? chat : asked(chat, bounded), caller.with(limits), candidates);
    }

    /** As if the client had named the bound itself. */
    private static Request.Chat asked(Request.Chat chat, Request.Chat bounded) {
        return new Request.Chat(
                chat.call(),
                chat.model(),
                chat.messages(),
                chat.tools(),
                chat.toolChoice(),
                chat.parallelToolCalls(),
                bounded.sampling(),
                chat.stop(),
                chat.format(),
                chat.reasoning(),
                chat.stream(),
                chat.streamUsage(),
                chat.rest(),
                chat.original());
    }

    static Quota usdPerDay(long microUsd) {
        return limits(money(microUsd));
    }

    static Quota limits(Limits ofTenant) {
        return new Quota(BERLIN, OnBudget.REFUSE, 80, 4096, ofTenant, Limits.NONE, Limits.NONE, Map.of());
    }

    static Quota ofKey(long microUsdPerDay) {
        return new Quota(BERLIN, OnBudget.REFUSE, 80, 4096, Limits.NONE, Limits.NONE, money(microUsdPerDay), Map.of());
    }

    static Limits money(long microUsdPerDay) {
        return new Limits(microUsdPerDay, null, null, null, null);
    }

    static Deployment priced(String id, Price price) {
        return Examples.deployment(id, Residency.ANY, 0, 1, price, 200_000);
    }

    static Deployment withAccountLimit(String id, long requests) {
        return Examples.limited(new Limits(null, null, requests, null, null), priced(id, BY_OUTPUT));
    }

    /** A deployment whose tokenizer we have. */
    static Deployment openAi(Price price) {
        return Examples.priced(price, Chats.GPT);
    }
}
