/** Tests of the ports on AWS. */
@NullMarked
package gateway.aws;

import org.jspecify.annotations.NullMarked;
