/** What operators see: metrics by the OpenTelemetry GenAI names, and one log line for each call. */
@NullMarked
package gateway.telemetry;

import org.jspecify.annotations.NullMarked;
