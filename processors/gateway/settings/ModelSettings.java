package gateway.settings;

import gateway.model.ModelKind;
import gateway.model.Price;
import gateway.model.Residency;
import java.net.URI;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What clients ask for, and the places that serve it.
 *
 * @param contextTokens size of the context window, input and output together; of an embedding model, of each text
 * @param maxOutputTokens the most that one answer can hold; null for an embedding model alone
 * @param embedding what vectors it makes; null for a chat model
 * @param deployments the places, by an id that is unique among all models
 */
public record ModelSettings(
        @Range(min = 1) int contextTokens,
        @Range(min = 1) @Nullable Integer maxOutputTokens,
        @Nullable EmbeddingSettings embedding,
        Map<String, DeploymentSettings> deployments) {
    public ModelSettings {
        deployments = Collections.unmodifiableMap(new LinkedHashMap<>(deployments));
    }

    /** What the model makes. */
    ModelKind kind() {
        return embedding == null ? new ModelKind.Chat() : embedding.kind();
    }

    /**
     * The vectors of an embedding model.
     *
     * @param dimensions how long they are, unless a shorter length is asked for
     * @param leastDimensions the shortest that can be asked for; null where there is no choice
     */
    public record EmbeddingSettings(
            @Range(min = 1, max = 65_536) int dimensions,
            @Range(min = 1, max = 65_536) @Nullable Integer leastDimensions) {
        ModelKind kind() {
            return new ModelKind.Embedding(dimensions, leastDimensions == null ? dimensions : leastDimensions);
        }
    }

    /**
     * One callable place of a model.
     *
     * @param provider id of its provider
     * @param endpoint the provider's endpoint for this place; null = the provider's usual one
     * @param upstreamName what the provider calls the model
     * @param region where it runs, in the provider's words
     * @param residency what the place guarantees
     * @param account whose rate limits it shares; null = the provider's account
     * @param priority lower is tried first when ranked by priority
     * @param weight share when traffic is split by weight; 0 = only as a fallback
     * @param price what it costs
     * @param priceChanges what it costs later, in order, each from a day on; null = no change is known
     * @param accountLimits what the provider lets its account use of the model in the region, all deployments of the
     *     same together; null = not known
     */
    public record DeploymentSettings(
            String provider,
            @Nullable URI endpoint,
            String upstreamName,
            String region,
            Residency residency,
            @Nullable String account,
            @Range int priority,
            @Range int weight,
            PriceSettings price,
            @Nullable List<PriceSettings> priceChanges,
            @Nullable AccountLimits accountLimits) {
        public DeploymentSettings {
            priceChanges = priceChanges == null ? null : List.copyOf(priceChanges);
        }

        /** Where it is called. */
        public URI endpointOf(ProviderSettings settings) {
            return endpoint == null ? settings.endpoint() : endpoint;
        }

        /** What it costs on a day in UTC: the last price that holds by then, or the first. */
        public PriceSettings priceOn(LocalDate day) {
            PriceSettings now = price;
            for (PriceSettings change : priceChanges == null ? List.<PriceSettings>of() : priceChanges) {
                if (change.from() != null && !change.from().isAfter(day)) {
                    now = change;
                }
            }
            return now;
        }

        /** Whose rate limits it shares. */
        public String accountOf(ProviderSettings settings) {
            return account == null ? settings.account() : account;
        }
    }

    /**
     * The limits of a provider's account for one model in one region; null = not known.
     *
     * @param requestsPerMinute requests in a minute
     * @param tokensPerMinute input and output in a minute
     */
    public record AccountLimits(
            @Range @Nullable Long requestsPerMinute,
            @Range @Nullable Long tokensPerMinute) {}

    /**
     * List prices in micro-USD per million tokens.
     *
     * @param input plain input
     * @param cacheRead input read from a cache
     * @param cacheWrite input written to a cache for five minutes
     * @param cacheWrite1h input written to a cache for an hour
     * @param output output
     * @param reasoning output spent on reasoning; null = as output
     * @param image input of pictures, where the provider tells it apart; null = as input
     * @param embedding input of an embedding; null = as input
     * @param taken the day on which they were read
     * @param from the first day, in UTC, on which they hold; null = ever since
     */
    public record PriceSettings(
            @Range long input,
            @Range long cacheRead,
            @Range long cacheWrite,
            @Range long cacheWrite1h,
            @Range long output,
            @Range @Nullable Long reasoning,
            @Range @Nullable Long image,
            @Range @Nullable Long embedding,
            LocalDate taken,
            @Nullable LocalDate from) {
        /** As calls are charged by it. */
        Price price() {
            return new Price(
                    input,
                    cacheRead,
                    cacheWrite,
                    cacheWrite1h,
                    output,
                    reasoning == null ? output : reasoning,
                    image == null ? input : image,
                    embedding == null ? input : embedding,
                    from,
                    taken);
        }
    }
}
