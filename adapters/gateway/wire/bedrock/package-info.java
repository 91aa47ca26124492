/**
 * Amazon Bedrock Converse, on the model classes of the AWS SDK for Java, which hold its wire format.
 *
 * <p>Everything here is a pure mapping between the gateway's words and the SDK's; calls are made elsewhere.
 */
@NullMarked
package gateway.wire.bedrock;

import org.jspecify.annotations.NullMarked;
