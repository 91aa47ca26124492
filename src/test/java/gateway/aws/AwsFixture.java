package gateway.aws;

import gateway.Ticker;
import gateway.settings.AwsSettings;
import gateway.settings.Profile;
import gateway.settings.Settings;
import gateway.settings.SettingsLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Empty tables and parameters of one test, and the stores on them. Tables are made when they are first needed. */
final class AwsFixture implements AutoCloseable {
    static final String ENVIRONMENT = "test";

    /** A while after everything that the tests of the ports write. */
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-12-10T12:00:00Z"));

    private static final Duration KEPT = Duration.ofDays(30);
    private static final AwsNetwork DIRECT = new AwsNetwork(null, null);

    final FakeAws fake = FakeAws.start();
    final ParameterNames names = new ParameterNames(ENVIRONMENT);
    private @Nullable Tables tables;
    final AwsClients clients = AwsClients.open(
            new AwsSettings("eu-central-1", null, null, AwsLab.dynamodb(), fake.uri(), null, fake.uri()),
            AwsLab.CREDENTIALS,
            DIRECT);

    /** The names of the tables, which are there. */
    synchronized Tables tables() {
        if (tables == null) {
            tables = new Tables(AwsLab.newTables(ENVIRONMENT), ENVIRONMENT);
        }
        return tables;
    }

    /** Opens the store, as one more process would. */
    DynamoDocuments documents() {
        return new DynamoDocuments(clients.dynamo(), clients.ssm(), tables(), names, new ActiveModels());
    }

    DynamoAudit audit() {
        return new DynamoAudit(clients.dynamo(), tables());
    }

    DynamoDecisions decisions() {
        return new DynamoDecisions(clients.dynamo(), tables(), KEPT, CLOCK);
    }

    /**
     * A ledger as a process of its own has it.
     *
     * @param patience how long an exchange may take
     */
    DynamoLedger ledger(DynamoDbClient dynamo, Duration patience, Ticker ticker) {
        LedgerTable table = new LedgerTable(dynamo, tables().ledger(), patience);
        return new DynamoLedger(table, patience, ticker, new Random(1));
    }

    /** A ledger whose calls may take longer than any test. */
    DynamoLedger ledger(DynamoDbClient dynamo) {
        return ledger(dynamo, Duration.ofSeconds(60), System::nanoTime);
    }

    DynamoUsage usage() {
        return new DynamoUsage(clients.dynamo(), tables(), CLOCK);
    }

    DynamoSums sums() {
        return new DynamoSums(clients.dynamo(), tables(), CLOCK);
    }

    DynamoFeedback feedback() {
        return new DynamoFeedback(clients.dynamo(), tables(), KEPT);
    }

    ParameterSwitches switches(Ticker ticker) {
        return new ParameterSwitches(clients.ssm(), names, new ActiveModels(), ticker);
    }

    /**
     * Everything at once, from settings.
     *
     * @param queue of events; null = none
     */
    AwsControl control(@Nullable URI queue) {
        return AwsControl.open(settings(queue), AwsLab.CREDENTIALS, DIRECT, CLOCK, System::nanoTime);
    }

    @Override
    public void close() {
        clients.close();
        fake.close();
    }

    private Settings settings(@Nullable URI queue) {
        String events =
                queue == null ? "" : "    events-queue: " + queue + "\n    sqs-endpoint: " + AwsLab.sqs() + "\n";
        String overlay = """
                gateway:
                  environment: test
                  aws:
                    region: eu-central-1
                    table-prefix: %s
                    dynamodb-endpoint: %s
                    ssm-endpoint: %s
                    secrets-manager-endpoint: %s
                """.formatted(tables().prefix(), AwsLab.dynamodb(), fake.uri(), fake.uri()) + events;
        try {
            Path file = Files.writeString(Files.createTempFile("aws", ".yaml"), overlay);
            Settings settings = SettingsLoader.shipped()
                    .load(Profile.AWS, List.of(file), Map.of())
                    .settings();
            Files.delete(file);
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
