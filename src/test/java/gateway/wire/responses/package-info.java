/** OpenAI's Responses API as clients speak it to us. */
@NullMarked
package gateway.wire.responses;

import org.jspecify.annotations.NullMarked;
