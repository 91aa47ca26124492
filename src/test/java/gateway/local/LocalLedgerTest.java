package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.control.StoreException;
import gateway.quota.Counter;
import gateway.quota.Exchange;
import gateway.quota.Ledger;
import gateway.quota.LedgerContract;
import gateway.quota.LedgerReplica;
import gateway.quota.LedgerTurn;
import gateway.quota.Measure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalLedgerTest extends LedgerContract {
    @TempDir
    Path folder = Path.of("unset");

    @AutoClose
    private final Databases databases = new Databases();

    @Override
    protected Ledger open() {
        return new LocalLedger(databases.ledger(folder));
    }

    @Test
    void forgetsCountersSomeTimeAfterTheirWindow() {
        LedgerReplica replica = new LedgerReplica(open(), "a");
        replica.send(AT, replica.lease(TOKENS, 100, 1, 1), replica.lease(DAY, 100, 1, 1));
        replica.send(AT, replica.lease(MONEY, 100, 1, 1), replica.lease(CALLS, 100, 1, 1));

        assertThat(keysAfter(replica, TOKENS.ends().plus(Duration.ofHours(1))))
                .contains(TOKENS.key(), DAY.key(), MONEY.key());
        assertThat(keysAfter(replica, TOKENS.ends().plus(Duration.ofHours(1)).plusMillis(1)))
                .doesNotContain(TOKENS.key(), CALLS.key())
                .contains(DAY.key(), MONEY.key());
        assertThat(keysAfter(replica, DAY.ends().plus(Duration.ofDays(2)).plusMillis(1)))
                .doesNotContain(DAY.key())
                .contains(MONEY.key());
    }

    @Test
    void keepsACounterWhoseCallsOutlastItsWindow() {
        LedgerReplica replica = new LedgerReplica(open(), "a");
        replica.send(AT, replica.lease(TOKENS, 100, 30, 30));
        Instant late = TOKENS.ends().plus(Duration.ofMinutes(50));
        replica.send(late, replica.speak(TOKENS, 100, 0, 0, 0, 0, 30));

        List<String> keys = keysAfter(replica, late.plus(Duration.ofMinutes(50)));

        assertThat(keys).contains(TOKENS.key());
    }

    @Test
    void forgetsAsFastAsCountersCome() {
        LedgerReplica replica = new LedgerReplica(open(), "a");
        for (int minute = 0; minute < 100; minute++) {
            Instant at = AT.plus(Duration.ofMinutes(minute));
            replica.send(
                    at,
                    IntStream.range(0, LedgerTurn.MOST)
                            .mapToObj(i -> Counter.at("key/acme/" + i, Measure.REQUESTS_MINUTE, ZoneOffset.UTC, at))
                            .map(counter -> replica.lease(counter, 100, 1, 1))
                            .toArray(Exchange[]::new));
        }

        assertThat(keys()).hasSizeBetween(60 * LedgerTurn.MOST, 63 * LedgerTurn.MOST);
    }

    @ParameterizedTest
    @CsvSource({
        "'SELECT spent, lost, leases FROM counters WHERE key = ''x''', PRIMARY KEY",
        "'SELECT key FROM counters WHERE kept < 9 ORDER BY kept LIMIT 9', counters_by_end"
    })
    void looksAtNoMoreRowsThanItNeeds(String statement, String index) {
        List<String> plan = databases
                .ledger(folder)
                .read(connection ->
                        Sql.query(connection, "EXPLAIN QUERY PLAN " + statement, row -> row.getString("detail")));

        assertThat(plan).singleElement().asString().startsWith("SEARCH").contains(index);
    }

    @Test
    void refusesLeasesThatItCannotRead() throws Exception {
        LedgerReplica replica = new LedgerReplica(open(), "a");
        replica.send(AT, replica.lease(MONEY, 100, 30, 30));
        Sql.run(databases.raw(folder.resolve("ledger.db")), "UPDATE counters SET leases = 'nonsense'");

        assertThatThrownBy(() -> replica.send(AT, replica.lease(MONEY, 100, 1, 1)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the ledger in");
    }

    @Test
    void saysSoWhenAnotherProcessHoldsTheLockForTooLong() throws Exception {
        Ledger ledger = new LocalLedger(databases.open(folder, Schema.LEDGER, Duration.ofMillis(50)));
        LedgerReplica replica = new LedgerReplica(ledger, "a");
        Sql.run(databases.raw(folder.resolve("ledger.db")), "BEGIN IMMEDIATE");

        assertThatThrownBy(() -> replica.send(AT, replica.lease(MONEY, 100, 30, 30)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("another process has held its lock for too long");
    }

    /** The keys that are left when a replica has spoken about something at a moment. */
    private List<String> keysAfter(LedgerReplica replica, Instant now) {
        replica.send(
                now, replica.settle(Counter.at("tenant/other", Measure.USD_MONTH, ZoneOffset.UTC, now), 100, 0, 0));
        return keys();
    }

    private List<String> keys() {
        return databases
                .ledger(folder)
                .read(connection -> Sql.query(connection, "SELECT key FROM counters", row -> row.getString(1)));
    }
}
