package gateway.job;

import gateway.app.AwsGateway;
import gateway.aws.AwsLab;
import gateway.aws.FakeAws;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The gateway in profile aws, with ElasticMQ and DynamoDB Local. */
final class SqsJobs implements JobSide {
    private final Vertx vertx = Vertx.vertx();
    private final FakeAws aws = FakeAws.start();
    private final String tables = AwsLab.newTables("test");
    private final Simulator simulator = Simulator.start(vertx, "127.0.0.1", 0);
    private final String settings;
    private AwsGateway gateway;

    SqsJobs() {
        settings = "    sqs-endpoint: " + AwsLab.sqs() + "\n  breaker: {open: 100ms}\n  queues:\n" + RETRY
                + "    jobs: {kind: sqs, request-queue: \"%s\", dead-letter-queue: \"%s\", consumers: 4, visibility: 10s, kept: 2h}\n"
                        .formatted(AwsLab.newQueue(), AwsLab.newQueue());
        simulator.pace(Pace.INSTANT);
        gateway = start();
    }

    private AwsGateway start() {
        return AwsGateway.start(aws, tables, simulator, null, Duration.ofMillis(100), settings);
    }

    @Override
    public String url() {
        return gateway.url();
    }

    @Override
    public String key() {
        return AwsGateway.KEY;
    }

    @Override
    public Simulator simulator() {
        return simulator;
    }

    @Override
    public String admin(String method, String path, String body) {
        return gateway.admin(method, path, body).body();
    }

    @Override
    public void restart() {
        gateway.close();
        gateway = start();
    }

    @Override
    public Replica replica() {
        AwsGateway other = start();
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

    @Override
    public void close() {
        gateway.close();
        simulator.close();
        aws.close();
        vertx.close();
    }
}
