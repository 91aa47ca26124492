package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.QuotaClients;
import gateway.app.QuotaClients.Answer;
import gateway.app.QuotaLab;
import gateway.app.QuotaLab.Store;
import gateway.http.Cable;
import gateway.http.Waiting;
import gateway.quota.LedgerRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Budgets of gateway processes that share a ledger: never overshot, and spent to the end. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class QuotaDrill {
    private static final Path PAGE = Path.of("docs", "quota.md");
    private static final long SEED = 4;
    static final int WARM = 300;
    static final int CLIENTS = 8;
    static final String NO_LIMIT = "usd-per-month: 1000";
    private static final Tables TABLES = new Tables();

    @Test
    void aAnswersExactlyAsManyCallsAsTheBudgetIsFor() throws IOException {
        TABLES.begin(
                "1,000 calls at once that cost what is reserved for them, against a budget for 100:",
                "ledger",
                "processes",
                "answered",
                "refused",
                "spent of the budget",
                "lost",
                "leased in the end");
        for (Store store : Store.values()) {
            for (int processes : List.of(1, 4)) {
                try (QuotaLab lab = new QuotaLab(store, QuotaLab.budgetFor(100), "lease: 15s");
                        Replicas replicas = new Replicas(lab, processes);
                        QuotaClients clients = new QuotaClients()) {
                    clients.warm(replicas.uris(), WARM);
                    List<Answer> answers = clients.atOnce(replicas.uris(), 1_000);

                    assertThat(lab.isQuiet(Duration.ofSeconds(20))).isTrue();
                    LedgerRow row = lab.row();
                    Map<String, Integer> kinds = QuotaClients.kinds(answers);
                    TABLES.row(
                            store,
                            processes,
                            kinds.getOrDefault("200", 0),
                            kinds.getOrDefault("429 budget_exceeded", 0),
                            row.spent() + " of " + 100 * QuotaLab.CALL,
                            row.lost(),
                            row.leased());
                    assertThat(kinds).isEqualTo(Map.of("200", 100, "429 budget_exceeded", 900));
                    assertThat(row.spent()).isEqualTo(100 * QuotaLab.CALL).isEqualTo(lab.truth());
                    assertThat(row.lost()).isZero();
                }
            }
        }
    }

    @Test
    void bSpendsABudgetToItsEndAndNoFurther() throws IOException {
        TABLES.begin(
                "Answers of random length; a call may cost " + QuotaLab.CALL + " micro-USD at most:",
                "ledger",
                "processes",
                "answered",
                "503 meanwhile",
                "looks",
                "most taken of the budget",
                "spent when all clients were refused",
                "spent after quiet",
                "unused");
        long budget = 1_000 * QuotaLab.CALL;
        for (Store store : Store.values()) {
            for (int processes : List.of(1, 4)) {
                Random random = new Random(SEED);
                try (QuotaLab lab = new QuotaLab(store, QuotaLab.budgetFor(1_000), "lease: 15s");
                        Replicas replicas = new Replicas(lab, processes);
                        QuotaClients clients = new QuotaClients()) {
                    clients.warm(replicas.uris(), WARM);
                    replicas.uris().forEach(each -> clients.begin(each, CLIENTS, Duration.ZERO, QuotaDrill::isOver));
                    Replicas.Seen seen = replicas.watch(clients, random);
                    long busy = lab.truth();
                    int further = replicas.spendTheRest(clients, replicas.uris().getFirst(), random);

                    LedgerRow row = lab.row();
                    TABLES.row(
                            store,
                            processes,
                            clients.answers(200).size() + further,
                            clients.answers(503).size(),
                            seen.looks(),
                            Tables.percent(seen.mostTaken(), budget),
                            Tables.percent(busy, budget),
                            Tables.percent(row.spent(), budget),
                            budget - row.spent());
                    assertThat(seen.mostTaken()).isLessThanOrEqualTo(budget);
                    assertThat(row.spent()).isEqualTo(lab.truth()).isBetween(budget - QuotaLab.CALL + 1, budget);
                    assertThat(row.lost()).isZero();
                    assertThat(QuotaClients.kinds(clients.answers()).keySet())
                            .isSubsetOf("200", "429 budget_exceeded", "503 ledger_unavailable");
                }
            }
        }
    }

    @Test
    void cLosesNoMoreThanWhatWasOpenOfAProcessThatIsKilled() throws Exception {
        TABLES.begin(
                "`kill -9` of one of three processes under load, `quota.lease: 5s`:",
                "ledger",
                "provider counted",
                "spent",
                "lost",
                "counted, not spent: of calls of the dead",
                "leased by the dead",
                "its lease was free after",
                "unused in the end");
        long budget = 2_000 * QuotaLab.CALL;
        for (Store store : Store.values()) {
            Random random = new Random(SEED);
            try (QuotaLab lab = new QuotaLab(store, QuotaLab.budgetFor(2_000), "lease: 5s");
                    Replicas replicas = new Replicas(lab, 3);
                    QuotaClients clients = new QuotaClients()) {
                clients.warm(replicas.uris(), WARM);
                replicas.uris().forEach(each -> clients.begin(each, CLIENTS, Duration.ZERO, QuotaDrill::isOver));
                assertThat(Waiting.until(Duration.ofSeconds(60), () -> {
                            replicas.randomLength(random);
                            return lab.row().spent() > budget / 4
                                    && lab.row().leases().size() == 3;
                        }))
                        .isTrue();
                replicas.get(2).kill();
                long killed = System.nanoTime();
                LedgerRow before = lab.row();
                CompletableFuture<Duration> free = CompletableFuture.supplyAsync(() -> {
                    assertThat(Waiting.until(
                                    Duration.ofSeconds(30),
                                    () -> lab.row().leases().size() < 3))
                            .isTrue();
                    return Duration.ofNanos(System.nanoTime() - killed);
                });
                Replicas.Seen seen = replicas.watch(clients, random);
                long dead = before.leases().entrySet().stream()
                        .filter(each -> !lab.row().leases().containsKey(each.getKey()))
                        .mapToLong(each -> each.getValue().held())
                        .sum();
                String freeAfter = free.join().toMillis() + " ms";
                int _ = replicas.spendTheRest(clients, replicas.uris().getFirst(), random);

                LedgerRow row = lab.row();
                long truth = lab.truth();
                TABLES.row(
                        store,
                        truth,
                        row.spent(),
                        row.lost(),
                        truth - row.spent(),
                        dead,
                        freeAfter,
                        budget - row.taken());
                assertThat(seen.mostTaken()).isLessThanOrEqualTo(budget);
                assertThat(truth).isLessThanOrEqualTo(budget);
                assertThat(row.spent()).isLessThanOrEqualTo(truth);
                assertThat(row.spent() + row.lost()).isBetween(truth, budget);
                assertThat(budget - row.taken()).isLessThan(QuotaLab.CALL);
            }
        }
    }

    @Test
    void dServesFromItsLeasesWhileTheLedgerIsAwayAndThenRefusesQuickly() throws IOException {
        TABLES.begin(
                "The ledger is away for 10 s under 200 calls a second of 8 clients:",
                "ledger",
                "how",
                "`fail-open-usd`",
                "answered",
                "the last of them after",
                "refused, `ledger_unavailable`",
                "refusals in more than 500 ms",
                "the slowest",
                "served again after",
                "booked in the end");
        String credit = QuotaLab.budgetFor(300).substring("usd-per-month: ".length());
        for (String failOpen : List.of("0", credit)) {
            new Outage(TABLES).run(Store.SQLITE, Cable.State.CUT, "write lock held by another process", failOpen);
            new Outage(TABLES).run(Store.DYNAMO, Cable.State.CUT, "refuses connections", failOpen);
            new Outage(TABLES).run(Store.DYNAMO, Cable.State.SILENT, "does not answer", failOpen);
        }
    }

    @Test
    void eAsksTheLedgerInTheBackground() throws IOException {
        TABLES.begin(
                "10,000 calls, 160 a second of 8 clients, one process; limits of money, requests and tokens a minute, and"
                        + " calls at once; after 5 s of warm-up:",
                "ledger",
                "answered",
                "calls of the ledger for which requests waited",
                "in the background",
                "median",
                "99 %");
        for (Store store : Store.values()) {
            try (QuotaLab lab = new QuotaLab(
                            store,
                            NO_LIMIT + ", usd-per-day: 500, requests-per-minute: 100000, tokens-per-minute: 10000000,"
                                    + " concurrent: 100",
                            "lease: 15s");
                    Replicas replicas = new Replicas(lab, 1);
                    QuotaClients clients = new QuotaClients()) {
                clients.begin(replicas.uris().getFirst(), CLIENTS, Duration.ofMillis(50), answer -> false);
                Replicas.pass(Duration.ofSeconds(5));
                int warm = clients.answers().size();
                double waited = replicas.get(0).metric(calls("request"));
                double background = replicas.get(0).metric(calls("background"));
                assertThat(Waiting.until(
                                Duration.ofMinutes(3), () -> clients.answers().size() >= warm + 10_000))
                        .isTrue();
                waited = replicas.get(0).metric(calls("request")) - waited;
                background = replicas.get(0).metric(calls("background")) - background;
                clients.stop();

                List<Answer> answers = clients.answers();
                List<Long> times = answers.subList(warm, answers.size()).stream()
                        .map(Answer::nanos)
                        .sorted()
                        .toList();
                TABLES.row(
                        store,
                        times.size(),
                        (long) waited,
                        (long) background,
                        Tables.millis(times.get(times.size() / 2)),
                        Tables.millis(times.get(times.size() * 99 / 100)));
                assertThat(QuotaClients.kinds(answers)).containsOnlyKeys("200");
                assertThat(waited).isLessThanOrEqualTo(10);
            }
        }
    }

    @Test
    void zWritesTheReport() {
        Report.put(PAGE, TABLES.toString());
    }

    private static String calls(String kind) {
        return "serai_quota_ledger_calls_seconds_count{kind=\"" + kind + "\"}";
    }

    private static boolean isOver(Answer answer) {
        return answer.status() != 200 && answer.status() != 503;
    }
}
