package gateway.parity;

import gateway.app.TestGateway;
import gateway.control.DocumentStore;
import gateway.decision.DecisionStore;
import gateway.failover.Client;
import gateway.local.LedgerFile;
import gateway.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The profile embedded, with SQLite. */
final class EmbeddedSite extends Site {
    private final Path folder;
    private final Witness witness;
    private final TestGateway gateway;

    private EmbeddedSite(Path folder, Witness witness, TestGateway gateway) {
        this.folder = folder;
        this.witness = witness;
        this.gateway = gateway;
    }

    /**
     * Starts it.
     *
     * @param jmsPort of the broker in its process
     */
    static EmbeddedSite start(Overlay overlay, int jmsPort) {
        try {
            Path folder = Files.createTempDirectory("serai-parity");
            Witness witness = new Witness();
            String queues = """
                  queues:
                    retry: {max-attempts: 1, first-delay: 1s, max-delay: 1s, max-age: 1d}
                    jms: {port: %d, request-queue: requests, reply-queue: replies, dead-letter-queue: dead, consumers: 4}
                    jobs: {kind: jms, request-queue: jobs, dead-letter-queue: dead-jobs, consumers: %d, kept: 2d}
                """.formatted(jmsPort, JobMailbox.CONSUMERS);
            TestGateway gateway = TestGateway.start(
                    overlay.yaml(witness.port()) + queues, null, Map.of("SERAI_DATA_DIR", folder.toString()));
            witness.before(gateway.simulator().port());
            return new EmbeddedSite(folder, witness, gateway);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestGateway gateway() {
        return gateway;
    }

    @Override
    Simulator simulator() {
        return gateway.simulator();
    }

    @Override
    Witness witness() {
        return witness;
    }

    @Override
    DocumentStore documents() {
        return gateway.documents();
    }

    @Override
    DecisionStore decisions() {
        return gateway.decisions();
    }

    @Override
    String url() {
        return gateway.url();
    }

    @Override
    Told call(String method, String path, String body) {
        Client.Reply reply = new Client(gateway).admin(method, path, TestGateway.ADMIN_KEY, body);
        return new Told(reply.status(), reply.body());
    }

    @Override
    long spent(String counter) {
        return new LedgerFile(folder).row(counter).spent();
    }

    @Override
    public void close() {
        gateway.close();
        witness.close();
    }

    /** Removes its files; the ledger cannot be read any more after that. */
    void forget() {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> paths = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : paths) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
