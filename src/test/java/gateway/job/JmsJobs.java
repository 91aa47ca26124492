package gateway.job;

import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The gateway in profile embedded, with its own broker and files that outlive it. */
final class JmsJobs implements JobSide {
    private static final String SETTINGS = """
            gateway:
              control: {switches-refresh: 100ms}
              breaker: {open: 100ms}
              queues:
            """ + RETRY + """
                jobs: {kind: jms, request-queue: serai.jobs, dead-letter-queue: serai.dead, consumers: 4, kept: 2h}
            """;

    private final Path folder;
    private final String more;
    private TestGateway gateway;

    JmsJobs() {
        this("");
    }

    /**
     * Starts it.
     *
     * @param more YAML that goes on below {@code gateway}
     */
    JmsJobs(String more) {
        this.more = more;
        try {
            folder = Files.createTempDirectory("serai-jobs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gateway = start();
    }

    private TestGateway start() {
        return TestGateway.start(SETTINGS + more, null, Map.of("SERAI_DATA_DIR", folder.toString()));
    }

    /** The beans by the names that routes use. */
    Map<String, Object> beans() {
        return gateway.beans();
    }

    /** Where all is kept. */
    Path folder() {
        return folder;
    }

    @Override
    public String url() {
        return gateway.url();
    }

    @Override
    public String key() {
        return TestGateway.KEY;
    }

    @Override
    public Simulator simulator() {
        return gateway.simulator();
    }

    @Override
    public String admin(String method, String path, String body) {
        return new Client(gateway)
                .admin(method, path, TestGateway.ADMIN_KEY, body)
                .body();
    }

    @Override
    public void restart() {
        gateway.close();
        gateway = start();
        gateway.simulator().pace(Pace.INSTANT);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
