package gateway.job;

import gateway.app.FreePort;
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
    private final int port = FreePort.orElse("127.0.0.1", 0);
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

    /** With the broker in its process, which others reach by the port. */
    private TestGateway start() {
        return start("    port: " + port);
    }

    private TestGateway start(String broker) {
        return TestGateway.start(SETTINGS + broker + "\n" + more, null, Map.of("SERAI_DATA_DIR", folder.toString()));
    }

    @Override
    public Replica replica() {
        TestGateway other = start("    broker: {url: \"tcp://127.0.0.1:" + port + "\"}");
        return new Replica() {
            @Override
            public String url() {
                return other.url();
            }

            @Override
            public void close() {
                other.close();
            }
        };
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
