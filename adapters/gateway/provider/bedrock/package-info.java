/** Calls Amazon Bedrock's Converse and ConverseStream with the AWS SDK for Java. */
@NullMarked
package gateway.provider.bedrock;

import org.jspecify.annotations.NullMarked;
