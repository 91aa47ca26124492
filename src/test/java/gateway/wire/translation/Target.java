package gateway.wire.translation;

import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.ModelKind;
import gateway.model.Request;
import gateway.wire.ProviderCodec.Encoded;
import gateway.wire.anthropic.AnthropicProviderCodec;
import gateway.wire.bedrock.BedrockRequest;
import gateway.wire.gemini.GeminiProviderCodec;
import gateway.wire.openai.OpenAiProviderCodec;
import java.time.Duration;

/** A kind of provider that answers conversations. */
enum Target implements Place {
    OPENAI(Dialect.OPENAI, "https://api.openai.com", "gpt-5-mini", "OpenAI, Azure"),
    COMPATIBLE(Dialect.OPENAI, "http://ollama.internal:11434", "llama3", "OpenAI-compatible"),
    MISTRAL(Dialect.OPENAI, "https://api.mistral.ai", "mistral-small", "Mistral"),
    ANTHROPIC(Dialect.ANTHROPIC, "https://api.anthropic.com", "claude-sonnet-4-5", "Anthropic"),
    GEMINI(Dialect.GEMINI, "https://generativelanguage.googleapis.com", "gemini-2.5-flash", "Gemini, Vertex AI"),
    CLAUDE(
            Dialect.BEDROCK,
            "https://bedrock-runtime.eu-central-1.amazonaws.com",
            "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
            "Bedrock: Claude"),
    NOVA(
            Dialect.BEDROCK,
            "https://bedrock-runtime.eu-central-1.amazonaws.com",
            "eu.amazon.nova-micro-v1:0",
            "Bedrock: others");

    private final Dialect dialect;
    private final String endpoint;
    private final String upstream;
    private final String title;

    Target(Dialect dialect, String endpoint, String upstream, String title) {
        this.dialect = dialect;
        this.endpoint = endpoint;
        this.upstream = upstream;
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Sent send(Request request) {
        Request.Chat chat = (Request.Chat) request;
        Deployment deployment = Place.deployment(dialect, endpoint, upstream, new ModelKind.Chat());
        return switch (dialect) {
            case OPENAI -> sent(new OpenAiProviderCodec().encode(chat, deployment));
            case ANTHROPIC -> sent(new AnthropicProviderCodec().encode(chat, deployment));
            case GEMINI -> sent(new GeminiProviderCodec().encode(chat, deployment));
            default -> {
                BedrockRequest bedrock = BedrockRequest.of(chat, deployment);
                // texts would be hidden in its words: what counts is whether it is equal
                yield new Sent(bedrock.whole(Duration.ofSeconds(1)), bedrock.lost());
            }
        };
    }

    private static Sent sent(Encoded encoded) {
        return new Sent(encoded.json(), encoded.lost());
    }
}
