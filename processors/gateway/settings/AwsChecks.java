package gateway.settings;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must hold for the stores of the profile {@code aws}. Not thread-safe. */
final class AwsChecks {
    private static final String ROOT = "gateway.aws";
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    private final Problems problems;
    private final boolean plain;

    /**
     * Takes what decides.
     *
     * @param plain whether endpoints may be called without TLS
     */
    AwsChecks(Problems problems, boolean plain) {
        this.problems = problems;
        this.plain = plain;
    }

    /** Notes everything that does not hold. */
    void check(AwsSettings aws) {
        String region = aws.region();
        problems.check(
                region == null || REGION.matcher(region).matches(),
                ROOT + ".region",
                "must be an AWS region, such as eu-central-1");
        problems.check(
                PREFIX.matcher(aws.prefix()).matches(),
                ROOT + ".table-prefix",
                "must be letters, digits, dots, dashes or underscores, such as serai");
        endpoint(aws.eventsQueue(), ".events-queue");
        endpoint(aws.dynamodbEndpoint(), ".dynamodb-endpoint");
        endpoint(aws.ssmEndpoint(), ".ssm-endpoint");
        endpoint(aws.sqsEndpoint(), ".sqs-endpoint");
        endpoint(aws.secretsManagerEndpoint(), ".secrets-manager-endpoint");
    }

    private void endpoint(@Nullable URI endpoint, String name) {
        if (endpoint == null) {
            return;
        }
        boolean secure = "https".equals(endpoint.getScheme());
        problems.check(
                (secure || "http".equals(endpoint.getScheme()))
                        && endpoint.getHost() != null
                        && endpoint.getUserInfo() == null,
                ROOT + name,
                "must be a URL, such as https://ssm.eu-central-1.amazonaws.com");
        problems.check(secure || plain, ROOT + name, "must begin with https:// unless gateway.environment is test");
    }
}
