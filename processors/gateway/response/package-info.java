/** Answers that clients of OpenAI's Responses API come back to by their ids. */
@NullMarked
package gateway.response;

import org.jspecify.annotations.NullMarked;
