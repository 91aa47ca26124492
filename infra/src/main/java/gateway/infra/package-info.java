/**
 * What the gateway needs in an AWS account, as stacks of the AWS CDK. The list of hosts that may be called, the
 * providers and the models come from the gateway's own settings.
 */
@NullMarked
package gateway.infra;

import org.jspecify.annotations.NullMarked;
