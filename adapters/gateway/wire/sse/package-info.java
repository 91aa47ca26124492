/**
 * Server-sent events, as the <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">WHATWG HTML
 * standard</a> (read 2026-11) frames them.
 */
@NullMarked
package gateway.wire.sse;

import org.jspecify.annotations.NullMarked;
