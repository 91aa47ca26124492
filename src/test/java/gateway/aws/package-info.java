/** Tests of the stores in AWS, and the services that they need, on loopback. */
@NullMarked
package gateway.aws;

import org.jspecify.annotations.NullMarked;
