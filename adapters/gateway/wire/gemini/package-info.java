/**
 * Google's generateContent, which the <a href="https://ai.google.dev/api/generate-content">Gemini API</a> (v1beta) and
 * <a href="https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference">Vertex AI</a> (v1) share,
 * both read 2026-11. Provider side only: no client speaks it to us.
 */
@NullMarked
package gateway.wire.gemini;

import org.jspecify.annotations.NullMarked;
