package gateway.aws;

import gateway.settings.AwsSettings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The SDK's clients. A call that gets no answer fails before the next poll is due; only SQS is asked to keep a call
 * waiting.
 *
 * @param dynamo registry, audit log and decisions
 * @param ssm kill switches and what is polled with them
 * @param sqs events
 * @param secrets credentials of providers
 * @param quick carries all calls but those of SQS
 * @param patient carries those
 */
record AwsClients(
        DynamoDbClient dynamo,
        SsmClient ssm,
        SqsClient sqs,
        SecretsManagerClient secrets,
        SdkHttpClient quick,
        SdkHttpClient patient)
        implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofMillis(4500);
    /** SQS may keep a call for up to 20 s. */
    private static final Duration LONG_POLL = Duration.ofSeconds(25);

    private static final int ATTEMPTS = 3;

    /** Makes the clients; nothing is called yet. */
    static AwsClients open(AwsSettings settings, AwsCredentialsProvider credentials, AwsNetwork network) {
        SdkHttpClient quick = network.client(ANSWER);
        SdkHttpClient patient = network.client(LONG_POLL);
        Making making = new Making(settings.region(), credentials);
        return new AwsClients(
                making.client(DynamoDbClient.builder(), settings.dynamodbEndpoint(), quick, CALL),
                making.client(SsmClient.builder(), settings.ssmEndpoint(), quick, CALL),
                making.client(SqsClient.builder(), settings.sqsEndpoint(), patient, LONG_POLL.multipliedBy(2)),
                making.client(SecretsManagerClient.builder(), settings.secretsManagerEndpoint(), quick, CALL),
                quick,
                patient);
    }

    @Override
    public void close() {
        dynamo.close();
        ssm.close();
        sqs.close();
        secrets.close();
        quick.close();
        patient.close();
    }

    /** What all clients have in common. */
    private record Making(@Nullable String region, AwsCredentialsProvider credentials) {
        <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
                B builder, @Nullable URI endpoint, SdkHttpClient http, Duration call) {
            if (region != null) {
                builder.region(Region.of(region));
            }
            if (endpoint != null) {
                builder.endpointOverride(endpoint);
            }
            return builder.credentialsProvider(credentials)
                    .httpClient(http)
                    .overrideConfiguration(override -> override.apiCallTimeout(call)
                            .retryStrategy(StandardRetryStrategy.builder()
                                    .maxAttempts(ATTEMPTS)
                                    .build()))
                    .build();
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Making[" + region + "]";
        }
    }
}
