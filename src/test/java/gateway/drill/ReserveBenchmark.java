package gateway.drill;

import gateway.metering.Ended;
import gateway.metering.Ended.Exit;
import gateway.model.Answer;
import gateway.model.Attempt;
import gateway.model.Call;
import gateway.model.Decision;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Examples;
import gateway.model.Failure;
import gateway.model.Limits;
import gateway.model.Message;
import gateway.model.Outcome;
import gateway.model.Part;
import gateway.model.Plan;
import gateway.model.Quota;
import gateway.model.Quota.OnBudget;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.model.Role;
import gateway.model.Tenant;
import gateway.model.Usage;
import gateway.quota.Counter;
import gateway.quota.MemoryLedger;
import gateway.quota.OpenReservations;
import gateway.quota.QuotaBooks;
import gateway.quota.QuotaListener;
import gateway.quota.QuotaReserver;
import gateway.quota.QuotaTimes;
import gateway.token.InputTokens;
import gateway.token.TokenCounter;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What quotas add to a call: counting, reserving, the check before the attempt, settling. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReserveBenchmark {
    private static final String PROMPT =
            "Summarise the judgment of the Federal Court of Justice on the liability of platform operators.";
    private static final Limits ALL =
            new Limits(1_000_000_000_000L, 10_000_000_000_000L, 100_000_000L, 100_000_000_000L, 10_000L);

    private final InstantSource clock = InstantSource.system();
    private final QuotaTimes times =
            new QuotaTimes(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofMinutes(20));
    private final MemoryLedger ledger = new MemoryLedger();
    private final Deaf deaf = new Deaf();
    private final OpenReservations open = new OpenReservations(System::nanoTime, times, deaf);
    private final QuotaBooks books = new QuotaBooks(ledger, "r-1", times, 0, clock, deaf, () -> {});
    private final TokenCounter counter = new TokenCounter();
    private final QuotaReserver reserver = new QuotaReserver(books, open, counter, clock);
    private final Deployment deployment = deployment();
    private final Tenant limited = new Tenant("acme", "legal", "k1", Residency.ANY, null, null)
            .with(new Quota(
                    ZoneId.of("Europe/Berlin"), OnBudget.REFUSE, 80, 4096, ALL, ALL, ALL, Map.of("gpt-4o-mini", ALL)));
    private int requests;

    /** Lets leases be looked after. */
    public ReserveBenchmark() {
        books.start();
    }

    /** Ends the thread. */
    @TearDown
    public void close() {
        books.close();
    }

    /** All of it, with five limits of the tenant, the team, the key and the model each. */
    @Benchmark
    public int callWithTwentyLimits() {
        return call(limited);
    }

    /** All of it for a tenant without limits. */
    @Benchmark
    public int callWithoutLimits() {
        return call(Examples.ANYWHERE);
    }

    /** Of this, counting the prompt's tokens. */
    @Benchmark
    public InputTokens countTokens() {
        return counter.count(chat(), List.of(deployment));
    }

    private int call(Tenant tenant) {
        Plan plan = reserver.apply(Examples.plan(chat(), tenant, deployment));
        Failure against = plan.reservation().begin(deployment, List.of());
        if (against != null) {
            throw new IllegalStateException(against.code());
        }
        Answer.Whole answer = Examples.whole("", Usage.of(20, 100));
        Attempt.Answered served = new Attempt.Answered(deployment, 1, answer, List.of());
        Decision decision = new Decision(plan, List.of(deployment), "priority/1", 1);
        open.ended(new Ended(
                new Outcome(decision, served, List.of(served), 2),
                Exit.COMPLETE,
                null,
                Usage.of(20, 100),
                false,
                63,
                3));
        return open.size();
    }

    private Request.Chat chat() {
        Call call = Examples.call("request-" + requests++);
        Request.Chat chat = Examples.chat(call, "gpt-4o-mini", false);
        return new Request.Chat(
                call,
                chat.model(),
                List.of(new Message(Role.USER, List.of(new Part.Text(PROMPT)))),
                chat.tools(),
                null,
                null,
                chat.sampling(),
                chat.stop(),
                null,
                null,
                false,
                false,
                chat.rest(),
                chat.original());
    }

    private static Deployment deployment() {
        Deployment plain = Examples.deployment("gpt-4o-mini-openai");
        return new Deployment(
                plain.id(),
                "gpt-4o-mini",
                "openai",
                Dialect.OPENAI,
                URI.create("https://api.openai.com/v1"),
                "gpt-4o-mini",
                plain.region(),
                plain.residency(),
                plain.account(),
                plain.price(),
                128_000,
                16_384,
                0,
                1);
    }

    /** Listens to nothing. */
    private static final class Deaf implements QuotaListener {
        @Override
        public void called(boolean waited, Duration took) {}

        @Override
        public void busy() {}

        @Override
        public void unreachable(RuntimeException cause) {}

        @Override
        public void leaseLost(Counter counter) {}

        @Override
        public void soft(Counter counter, long spent, long limit) {}

        @Override
        public void exceeded(Counter counter, long excess) {}

        @Override
        public void expired(String requestId) {}
    }
}
