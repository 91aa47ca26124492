package gateway.local;

import gateway.quota.Counter;
import gateway.quota.LedgerReplica;
import gateway.quota.LedgerSpender;
import gateway.quota.Measure;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

/** A program that spends of a budget until nothing is left, and tells each amount when it is used. */
final class LedgerWriter {
    static final Instant AT = Instant.parse("2099-11-26T12:00:10Z");
    static final Counter MONEY = Counter.at("tenant/acme", Measure.USD_MONTH, ZoneOffset.UTC, AT);
    static final Counter TOKENS = Counter.at("key/acme/k-1", Measure.TOKENS_MINUTE, ZoneOffset.UTC, AT);

    private LedgerWriter() {}

    /** Spends of the ledger in the folder that the first argument names; then come the replica and the limit. */
    public static void main(String[] arguments) {
        try (SqliteDatabase database =
                SqliteDatabase.open(Path.of(arguments[0]), Schema.LEDGER, System::nanoTime, Databases.LONG)) {
            long limit = Long.parseLong(arguments[2]);
            new LedgerSpender(
                            new LedgerReplica(new LocalLedger(database), arguments[1]),
                            List.of(TOKENS, MONEY),
                            List.of(limit + 100, limit),
                            new Random(arguments[1].hashCode()),
                            amount -> System.out.println("used " + amount))
                    .run(AT);
            System.out.println("done");
        }
    }
}
