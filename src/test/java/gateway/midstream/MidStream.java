package gateway.midstream;

import gateway.cost.CostLab;
import gateway.failover.Client.Api;
import gateway.failover.Matrix;
import gateway.failover.Overlay;
import gateway.failover.Overlay.Place;
import gateway.simulator.Pace;
import gateway.simulator.SimulatorFaults;
import java.time.Duration;
import java.util.List;

/**
 * A gateway with a model for each dialect and mode. The first deployment breaks as it is told, the second is well. Any
 * number of threads may ask at once.
 */
public final class MidStream implements AutoCloseable {
    private static final long A_MICRO_USD_EACH = 1_000_000;

    private final CostLab lab;

    private MidStream(CostLab lab) {
        this.lab = lab;
    }

    /**
     * Starts one in which nothing breaks yet.
     *
     * @param stall a stream that is silent for so long has broken off
     * @param firstToken how long a first token is waited for
     * @param pace of the answers
     */
    public static MidStream start(Duration stall, Duration firstToken, Pace pace) {
        Overlay overlay = new Overlay().price(A_MICRO_USD_EACH);
        for (String dialect : Matrix.DIALECTS) {
            overlay.provider(dialect + "-first", dialect, "first." + dialect + ".test");
            overlay.provider(dialect + "-second", dialect, "second." + dialect + ".test");
        }
        StringBuilder limits = new StringBuilder();
        for (Cell cell : Cell.of(Cell.Kind.CUT, Cell.Place.START)) {
            String model = cell.model();
            overlay.model(
                    model,
                    new Place(model + "-a", cell.dialect() + "-first", model + "-a", false),
                    new Place(model + "-b", cell.second() + "-second", "claude-3-" + model + "-b", false));
            limits.append(limits.isEmpty() ? "" : ", ").append(model).append(": {usd-per-month: 1000}");
        }
        overlay.section("breaker: {minimum-calls: 10000, window: 10000}")
                .section("failover: {stall-timeout: %dms, first-token-initial: %dms, first-token-minimum: %dms}"
                        .formatted(stall.toMillis(), firstToken.toMillis(), firstToken.toMillis()))
                .section("tenants: {demo: {residency: any, limits: {usd-per-month: 10000}, model-limits: {%s}}}"
                        .formatted(limits));
        MidStream started = new MidStream(CostLab.start(overlay.yaml()));
        started.lab.gateway().simulator().pace(pace);
        started.breakNothing();
        return started;
    }

    /** Lets every first deployment answer to the end. */
    public void breakNothing() {
        SimulatorFaults faults = lab.gateway().simulator().faults();
        faults.clear();
        // the last of all keys
        faults.put("well", "{" + Answer.FIELD + "}");
    }

    /** Breaks the streams of these cells' first deployments. Their models must be different ones. */
    public void breakStreams(List<Cell> cells) {
        breakNothing();
        for (Cell cell : cells) {
            lab.gateway().simulator().faults().put(cell.model(), cell.fault());
        }
    }

    /** Asks for a cell's stream. */
    public Heard ask(Cell cell, Api api) {
        return Listener.ask(lab.gateway(), api, cell.model(), cell.mode().word());
    }

    /** Stops the gateway; tells what its books say of so many calls. */
    public Books stop(int calls) {
        return Books.of(lab, calls);
    }

    @Override
    public void close() {
        lab.close();
    }
}
