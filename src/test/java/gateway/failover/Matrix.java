package gateway.failover;

import gateway.app.TestGateway;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.failover.Overlay.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Every trouble with every dialect behind, whole and streamed: for each there is a model of its own whose first
 * deployment has the trouble and whose second is well.
 */
public final class Matrix implements AutoCloseable {
    /** The dialects of providers. */
    public static final List<String> DIALECTS = List.of("openai", "anthropic", "gemini", "bedrock");

    /** Nobody listens there. */
    private static final String NOWHERE = "127.0.0.1:1";

    private final TestGateway gateway;
    private final Client client;

    private Matrix(TestGateway gateway) {
        this.gateway = gateway;
        this.client = new Client(gateway);
    }

    /**
     * One field of the matrix.
     *
     * @param trouble of the first deployment
     * @param dialect behind
     * @param stream whether the answer is streamed
     */
    public record Cell(Trouble trouble, String dialect, boolean stream) {
        /** The model that is asked for; its first deployment's name at the provider, too. */
        public String model() {
            return dialect + "-" + trouble.id() + (stream ? "-streamed" : "-whole");
        }

        /** What the client sees. */
        public Trouble.Result result() {
            return trouble.result(stream);
        }
    }

    /** All of them. */
    public static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Trouble trouble : Trouble.values()) {
            for (String dialect : DIALECTS) {
                cells.add(new Cell(trouble, dialect, false));
                cells.add(new Cell(trouble, dialect, true));
            }
        }
        return cells;
    }

    /** Starts a gateway with all models and sets all faults. */
    public static Matrix start() {
        Overlay overlay = new Overlay().section("failover: {total-timeout: 3s}");
        overlay.provider("spare", "openai", "spare.test");
        for (String dialect : DIALECTS) {
            overlay.provider(dialect + "-first", dialect, dialect + ".test");
            overlay.provider(dialect + "-nowhere", dialect, "nowhere." + dialect + ".test", NOWHERE);
        }
        for (Cell cell : cells()) {
            String provider = cell.dialect() + (cell.trouble() == Trouble.REFUSED ? "-nowhere" : "-first");
            overlay.model(
                    cell.model(),
                    new Place(cell.model() + "-first", provider, cell.model(), false),
                    new Place(cell.model() + "-second", "spare", "spare-" + cell.model(), false));
        }
        Matrix matrix = new Matrix(TestGateway.start(overlay.yaml()));
        for (Cell cell : cells()) {
            String fault = cell.trouble().fault(cell.dialect(), cell.model());
            if (!fault.isEmpty()) {
                matrix.gateway.simulator().faults().put(cell.model(), fault);
            }
        }
        return matrix;
    }

    /** Asks for a cell's model. */
    public Reply ask(Cell cell, Api api) {
        return client.ask(api, cell.model(), cell.stream(), Map.of());
    }

    /** Calls that reached the deployment with the trouble. */
    public long callsOfFirst(Cell cell) {
        return gateway.simulator().counts().startedFor(cell.model());
    }

    /** Calls that reached the other one. */
    public long callsOfSecond(Cell cell) {
        return gateway.simulator().counts().startedFor("spare-" + cell.model());
    }

    @Override
    public void close() {
        gateway.close();
    }
}
