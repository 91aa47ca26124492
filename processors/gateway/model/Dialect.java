package gateway.model;

/** A wire format in which a language model is spoken to. */
public enum Dialect {
    /** OpenAI chat completions, also spoken by Mistral, Azure, Ollama and vLLM. */
    OPENAI,
    /** Anthropic Messages. */
    ANTHROPIC,
    /** Google generateContent, by the developer API and by Vertex AI. */
    GEMINI,
    /** Amazon Bedrock Converse. */
    BEDROCK
}
