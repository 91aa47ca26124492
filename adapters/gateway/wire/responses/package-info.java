/**
 * OpenAI's Responses API, as clients speak it to us. Providers are spoken to in dialects of their own, OpenAI by chat
 * completions. Written after the <a href="https://github.com/openai/openai-openapi">OpenAPI document of OpenAI</a>
 * (commit f85dbe22, 2026-08).
 */
@NullMarked
package gateway.wire.responses;

import org.jspecify.annotations.NullMarked;
