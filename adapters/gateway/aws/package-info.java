/** The ports, kept in an AWS account: DynamoDB, Parameter Store, and SQS for events. */
@NullMarked
package gateway.aws;

import org.jspecify.annotations.NullMarked;
