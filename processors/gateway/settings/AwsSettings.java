package gateway.settings;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the stores of the profile {@code aws} are. What is null is as the AWS SDK finds it.
 *
 * @param region of all services
 * @param tablePrefix begins the names of the tables; null = {@value #PREFIX}
 * @param eventsQueue URL of this replica's own queue of events; null = changes are noticed by polling alone
 * @param dynamodbEndpoint called in place of DynamoDB's own
 * @param ssmEndpoint called in place of Parameter Store's own
 * @param sqsEndpoint called in place of SQS's own
 * @param secretsManagerEndpoint called in place of Secrets Manager's own
 */
public record AwsSettings(
        @Nullable String region,
        @Nullable String tablePrefix,
        @Nullable URI eventsQueue,
        @Nullable URI dynamodbEndpoint,
        @Nullable URI ssmEndpoint,
        @Nullable URI sqsEndpoint,
        @Nullable URI secretsManagerEndpoint) {
    /** Everything as the AWS SDK finds it, without events. */
    public static final AwsSettings NONE = new AwsSettings(null, null, null, null, null, null, null);

    private static final String PREFIX = "serai";

    /** What begins the names of the tables. */
    public String prefix() {
        return tablePrefix == null ? PREFIX : tablePrefix;
    }
}
