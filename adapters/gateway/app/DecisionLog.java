package gateway.app;

import gateway.Ticker;
import gateway.control.ControlSnapshot;
import gateway.decision.DecisionRecorder;
import gateway.decision.DecisionStore;
import gateway.decision.DecisionWriter;
import gateway.killswitch.SwitchSource;
import gateway.telemetry.DecisionMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;

/** Takes down what was decided about each call, and writes it in the background. */
final class DecisionLog implements AutoCloseable {
    /** Waiting records beyond this are lost, and counted: some seconds of full load. */
    static final int QUEUE = 10_000;

    private final DecisionRecorder recorder;
    private final DecisionWriter writer;

    /**
     * Makes both ends.
     *
     * @param store where records are kept
     * @param kept how long
     */
    DecisionLog(
            DecisionStore store,
            Duration kept,
            ControlSnapshot snapshot,
            SwitchSource switches,
            MeterRegistry meters,
            InstantSource clock,
            Ticker ticker) {
        DecisionMeters own = new DecisionMeters(meters);
        this.recorder = new DecisionRecorder(switches, clock, ticker, QUEUE, own);
        this.writer = new DecisionWriter(recorder, store, snapshot, kept, clock, ticker, own);
        own.queue(recorder::waiting);
    }

    DecisionRecorder recorder() {
        return recorder;
    }

    void start() {
        writer.start();
    }

    @Override
    public void close() {
        writer.close();
    }
}
