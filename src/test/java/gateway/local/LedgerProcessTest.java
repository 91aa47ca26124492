package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.http.Waiting;
import gateway.quota.Balance;
import gateway.quota.LedgerReplica;
import gateway.quota.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes spend of one budget in one file. */
class LedgerProcessTest {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Instant LATER =
            LedgerWriter.AT.plus(LedgerReplica.LEASE).plusMillis(1);

    @TempDir
    Path folder = Path.of("unset");

    @AutoClose
    private final Databases databases = new Databases();

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process each : processes) {
            each.destroyForcibly().waitFor();
        }
    }

    @Test
    void grantsEveryUnitToOneProcessAlone() throws Exception {
        long limit = 400;

        Process one = start("one", limit);
        Process two = start("two", limit);

        assertThat(Waiting.until(LONGEST, () -> !one.isAlive() && !two.isAlive()))
                .isTrue();
        assertThat(told("one")).endsWith("done\n");
        assertThat(told("two")).endsWith("done\n");
        assertThat(used("one") + used("two")).isEqualTo(limit);
        assertThat(balances())
                .allSatisfy(balance -> assertThat(balance.spent()).isEqualTo(limit))
                .allSatisfy(balance -> assertThat(balance.lost()).isZero())
                .allSatisfy(balance -> assertThat(balance.leased()).isZero());
    }

    @Test
    void losesNoMoreThanWhatWasOpenOfAProcessThatIsKilled() throws Exception {
        long limit = 100_000;
        Process killed = start("killed", limit);
        Process other = start("other", limit);
        assertThat(Waiting.until(LONGEST, () -> used("killed") > 20 && used("other") > 20))
                .isTrue();

        killed.destroyForcibly().waitFor();
        other.destroyForcibly().waitFor();

        long used = used("killed") + used("other");
        assertThat(balances())
                .allSatisfy(balance ->
                        assertThat(balance.spent() + balance.lost()).isBetween(used, Math.min(limit, used + 2 * 3)))
                .allSatisfy(balance -> assertThat(balance.leased()).isZero());
        LedgerReplica heir = new LedgerReplica(new LocalLedger(databases.ledger(folder)), "heir");
        long left = limit - balances().getFirst().taken();
        assertThat(heir.send(LATER, heir.lease(LedgerWriter.MONEY, limit, left, left)))
                .isInstanceOf(Verdict.Done.class);
    }

    /** How the counters stand when all leases have expired; of money first. */
    private List<Balance> balances() {
        LedgerReplica auditor = new LedgerReplica(new LocalLedger(databases.ledger(folder)), "auditor");
        Verdict verdict = auditor.send(
                LATER, auditor.settle(LedgerWriter.MONEY, 0, 0, 0), auditor.settle(LedgerWriter.TOKENS, 0, 0, 0));
        assertThat(verdict).isInstanceOf(Verdict.Done.class);
        return verdict instanceof Verdict.Done done ? done.balances() : List.of();
    }

    private Process start(String replica, long limit) throws IOException {
        Process process =
                ChildProgram.start(folder, folder.resolve(replica), LedgerWriter.class, replica, Long.toString(limit));
        processes.add(process);
        return process;
    }

    private long used(String replica) {
        // the last line may have been cut off
        String text = told(replica);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith("used "))
                .mapToLong(line -> Long.parseLong(line.substring("used ".length())))
                .sum();
    }

    private String told(String replica) {
        try {
            return Files.readString(folder.resolve(replica), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
