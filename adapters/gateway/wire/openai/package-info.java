/**
 * OpenAI chat completions, as clients speak them to us and as we speak them to OpenAI, Azure, Mistral, Groq, DeepSeek,
 * Ollama and vLLM. Written after the <a href="https://github.com/openai/openai-openapi">OpenAPI document of OpenAI</a>
 * (commit f85dbe22, 2026-08) and that of <a href="https://github.com/mistralai/platform-docs-public">Mistral</a>
 * (commit 222f4ba9, 2026-08).
 */
@NullMarked
package gateway.wire.openai;

import org.jspecify.annotations.NullMarked;
