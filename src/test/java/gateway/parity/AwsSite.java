package gateway.parity;

import gateway.app.AwsGateway;
import gateway.aws.AwsLab;
import gateway.aws.FakeAws;
import gateway.control.DocumentStore;
import gateway.decision.DecisionStore;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The profile aws, with DynamoDB Local and ElasticMQ. */
final class AwsSite extends Site {
    private final Vertx vertx = Vertx.vertx();
    private final FakeAws aws = FakeAws.start();
    private final String tables = AwsLab.newTables("test");
    private final Simulator simulator = Simulator.start(vertx, "127.0.0.1", 0);
    private final Witness witness = new Witness();
    private final AwsGateway gateway;

    /** Starts it with the queues of a mailbox. */
    AwsSite(Overlay overlay, SqsMailbox mailbox) {
        simulator.pace(Pace.INSTANT);
        witness.before(simulator.port());
        overlay.providers().forEach(each -> aws.secret("serai/test/providers/" + each, "key-of-" + each));
        String queues = """
              aws: {sqs-endpoint: "%s"}
              queues:
                retry: {max-attempts: 1, first-delay: 1s, max-delay: 1s, max-age: 1d}
                sqs: %s
                jobs: {kind: sqs, request-queue: "%s", dead-letter-queue: "%s", consumers: %d, visibility: 30s, kept: 2d}
            """.formatted(
                        AwsLab.sqs(), mailbox.settings(), AwsLab.newQueue(), AwsLab.newQueue(), JobMailbox.CONSUMERS);
        gateway = AwsGateway.startWith(
                aws, tables, simulator, Duration.ofMillis(100), overlay.yaml(witness.port()) + queues);
    }

    @Override
    Simulator simulator() {
        return simulator;
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
        HttpResponse<String> reply = gateway.admin(method, path, body);
        return new Told(reply.statusCode(), reply.body());
    }

    @Override
    long spent(String counter) {
        return AwsLab.ledgerRow(tables, counter).spent();
    }

    @Override
    public void close() {
        gateway.close();
        witness.close();
        simulator.close();
        aws.close();
        vertx.close();
    }
}
