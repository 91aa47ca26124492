/** The steps of OpenAI's Responses API; its format is {@code wire.responses}'s. */
@NullMarked
package gateway.api.response;

import org.jspecify.annotations.NullMarked;
