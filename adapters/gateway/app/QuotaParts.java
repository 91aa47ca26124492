package gateway.app;

import gateway.Ticker;
import gateway.quota.Ledger;
import gateway.quota.OpenReservations;
import gateway.quota.QuotaBooks;
import gateway.quota.QuotaReserver;
import gateway.quota.QuotaTimes;
import gateway.settings.QuotaSettings;
import gateway.telemetry.QuotaMeters;
import gateway.token.TokenCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/** What reserves budgets and rates, and what settles them. */
final class QuotaParts implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final TokenCounter counter = new TokenCounter();
    private final OpenReservations open;
    private final QuotaBooks books;
    private final QuotaReserver reserver;

    /**
     * Makes all of it.
     *
     * @param ledger shared with the other replicas
     */
    QuotaParts(Ledger ledger, QuotaSettings settings, MeterRegistry meters, InstantSource clock, Ticker ticker) {
        QuotaTimes times = new QuotaTimes(settings.lease(), IDLE, settings.reservation());
        QuotaMeters own = new QuotaMeters(meters);
        this.open = new OpenReservations(ticker, times, own);
        own.open(open::size);
        this.books = new QuotaBooks(
                ledger, "r-" + UUID.randomUUID(), times, settings.failOpenUsd().micro(), clock, own, open::sweep);
        this.reserver = new QuotaReserver(books, open, counter, clock);
    }

    TokenCounter counter() {
        return counter;
    }

    OpenReservations open() {
        return open;
    }

    QuotaReserver reserver() {
        return reserver;
    }

    void start() {
        books.start();
    }

    @Override
    public void close() {
        books.close();
    }
}
