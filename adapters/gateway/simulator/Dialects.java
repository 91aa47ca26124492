package gateway.simulator;

/**
 * The dialects the simulator speaks.
 *
 * @param openAi chat completions
 * @param anthropic messages
 * @param gemini generateContent, of the Developer API and of Vertex AI
 * @param bedrock Converse
 * @param guardrail ApplyGuardrail
 */
record Dialects(Dialect openAi, Dialect anthropic, Dialect gemini, Dialect bedrock, Dialect guardrail) {}
