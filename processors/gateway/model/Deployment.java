package gateway.model;

import java.net.URI;

/**
 * One callable place of a model.
 *
 * @param id unique, kebab-case; breakers, health and kill switches work by it
 * @param model the model's id, as clients ask for it
 * @param provider the provider's id
 * @param dialect the wire format spoken there
 * @param endpoint scheme and host, and a path prefix where the API has one
 * @param upstreamName what the provider calls the model: a name, an inference profile
 * @param region where it runs, in the provider's words
 * @param residency what the place guarantees; unknown counts as {@link Residency#ANY}
 * @param account whose rate limits it shares; they belong to (account, region, model)
 * @param price what it costs
 * @param contextTokens size of the context window, input and output together; of an embedding model, of each text
 * @param maxOutputTokens the most that one answer can hold; 0 for an embedding model
 * @param priority lower is tried first when ranked by priority
 * @param weight share when traffic is split by weight; 0 = only as a fallback
 * @param accountLimits requests and tokens per minute that the provider allows (provider, account, region, model)
 * @param kind what the model makes; the same for all deployments of a model
 */
public record Deployment(
        String id,
        String model,
        String provider,
        Dialect dialect,
        URI endpoint,
        String upstreamName,
        String region,
        Residency residency,
        String account,
        Price price,
        int contextTokens,
        int maxOutputTokens,
        int priority,
        int weight,
        Limits accountLimits,
        ModelKind kind) {
    /** One of a chat model, of whose account no limits are known. */
    public Deployment(
            String id,
            String model,
            String provider,
            Dialect dialect,
            URI endpoint,
            String upstreamName,
            String region,
            Residency residency,
            String account,
            Price price,
            int contextTokens,
            int maxOutputTokens,
            int priority,
            int weight) {
        this(
                id,
                model,
                provider,
                dialect,
                endpoint,
                upstreamName,
                region,
                residency,
                account,
                price,
                contextTokens,
                maxOutputTokens,
                priority,
                weight,
                Limits.NONE);
    }

    /** One of a chat model. */
    public Deployment(
            String id,
            String model,
            String provider,
            Dialect dialect,
            URI endpoint,
            String upstreamName,
            String region,
            Residency residency,
            String account,
            Price price,
            int contextTokens,
            int maxOutputTokens,
            int priority,
            int weight,
            Limits accountLimits) {
        this(
                id,
                model,
                provider,
                dialect,
                endpoint,
                upstreamName,
                region,
                residency,
                account,
                price,
                contextTokens,
                maxOutputTokens,
                priority,
                weight,
                accountLimits,
                new ModelKind.Chat());
    }

    /** The cost of a call in micro-USD, rounded up. */
    public long microUsd(Usage usage) {
        return switch (kind) {
            case ModelKind.Chat chat -> price.microUsd(usage);
            case ModelKind.Embedding embedding -> price.microUsdOfEmbedding(usage.inputTokens());
        };
    }

    /** The most that a call with so many tokens can cost in micro-USD. */
    public long microUsdAtMost(long inputTokens, long outputTokens) {
        return switch (kind) {
            case ModelKind.Chat chat -> price.microUsdAtMost(inputTokens, outputTokens);
            case ModelKind.Embedding embedding -> price.microUsdOfEmbedding(inputTokens);
        };
    }
}
