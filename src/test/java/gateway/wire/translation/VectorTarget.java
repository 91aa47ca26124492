package gateway.wire.translation;

import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.ModelKind;
import gateway.model.Request;
import gateway.wire.EmbeddingCodec;
import gateway.wire.bedrock.BedrockEmbeddings;
import gateway.wire.gemini.GeminiProviderCodec;
import gateway.wire.openai.OpenAiProviderCodec;
import java.util.Objects;
import java.util.stream.Collectors;

/** A kind of provider that makes vectors. */
enum VectorTarget implements Place {
    OPENAI(Dialect.OPENAI, "https://api.openai.com/v1", "text-embedding-3-small", "OpenAI, Azure"),
    COMPATIBLE(Dialect.OPENAI, "http://ollama.internal:11434/v1", "bge-m3", "OpenAI-compatible"),
    MISTRAL(Dialect.OPENAI, "https://api.mistral.ai/v1", "mistral-embed", "Mistral"),
    GEMINI(Dialect.GEMINI, "https://generativelanguage.googleapis.com", "gemini-embedding-001", "Gemini"),
    VERTEX(Dialect.GEMINI, "https://aiplatform.eu.rep.googleapis.com", "gemini-embedding-001", "Vertex AI"),
    TITAN(
            Dialect.BEDROCK,
            "https://bedrock-runtime.eu-central-1.amazonaws.com",
            "amazon.titan-embed-text-v2:0",
            "Bedrock: Titan V2"),
    COHERE(
            Dialect.BEDROCK,
            "https://bedrock-runtime.eu-central-1.amazonaws.com",
            "cohere.embed-multilingual-v3",
            "Bedrock: Cohere 3");

    private final Dialect dialect;
    private final String endpoint;
    private final String upstream;
    private final String title;

    VectorTarget(Dialect dialect, String endpoint, String upstream, String title) {
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
        Deployment deployment = Place.deployment(dialect, endpoint, upstream, new ModelKind.Embedding(1_024, 256));
        EmbeddingCodec.Encoded encoded = codec(deployment).encode((Request.Embedding) request, deployment);
        String body = encoded.pieces().stream().map(EmbeddingCodec.Piece::json).collect(Collectors.joining("\n"));
        return new Sent(body, encoded.lost());
    }

    private static EmbeddingCodec codec(Deployment deployment) {
        return switch (deployment.dialect()) {
            case OPENAI -> Objects.requireNonNull(new OpenAiProviderCodec().embeddings(deployment));
            case GEMINI -> Objects.requireNonNull(new GeminiProviderCodec().embeddings(deployment));
            case BEDROCK -> BedrockEmbeddings.of(deployment);
            case ANTHROPIC -> throw new IllegalStateException("makes no vectors");
        };
    }
}
