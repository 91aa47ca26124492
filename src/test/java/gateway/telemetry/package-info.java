/** Tests of metrics and the log of calls. */
@NullMarked
package gateway.telemetry;

import org.jspecify.annotations.NullMarked;
