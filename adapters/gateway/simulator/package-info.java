/**
 * A stand-in for the providers: an HTTP server that speaks all four dialects.
 *
 * <p>It reads and writes the wire formats by itself, without the gateway's codecs, so that a mistake in a codec cannot
 * cancel itself out.
 */
@NullMarked
package gateway.simulator;

import org.jspecify.annotations.NullMarked;
