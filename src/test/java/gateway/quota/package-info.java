/** Tests of quotas. */
@NullMarked
package gateway.quota;

import org.jspecify.annotations.NullMarked;
