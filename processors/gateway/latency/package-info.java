/** What has been learnt about how fast deployments answer. */
@NullMarked
package gateway.latency;

import org.jspecify.annotations.NullMarked;
