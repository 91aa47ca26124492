package gateway.app;

import gateway.Ticker;
import gateway.admission.ModelRegistry;
import gateway.telemetry.UsageMeters;
import gateway.usage.UsageCounter;
import gateway.usage.UsageStore;
import gateway.usage.UsageWriter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.UUID;

/** Sums up what each call has used, and writes it in the background. */
final class UsageLog implements AutoCloseable {
    /** Keys times models that were used while the store was away; usage beyond this is lost, and counted. */
    private static final int ROWS = 10_000;

    private final UsageCounter counter;
    private final UsageWriter writer;

    /**
     * Makes both ends.
     *
     * @param store where usage is kept
     * @param models tell a model's name from anything else that a client may send in its place
     */
    UsageLog(UsageStore store, ModelRegistry models, MeterRegistry meters, InstantSource clock, Ticker ticker) {
        UsageMeters own = new UsageMeters(meters);
        this.counter = new UsageCounter(models, clock, ticker, ROWS, own);
        this.writer = new UsageWriter(counter, store, UUID.randomUUID().toString(), own);
        own.rows(counter::waiting);
    }

    UsageCounter counter() {
        return counter;
    }

    void start() {
        writer.start();
    }

    @Override
    public void close() {
        writer.close();
    }
}
