/** Spans of calls, their stages and their attempts, for OpenTelemetry. Nothing in them is content. */
@NullMarked
package gateway.tracing;

import org.jspecify.annotations.NullMarked;
