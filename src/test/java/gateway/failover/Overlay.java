package gateway.failover;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Settings with a test's own models in place of the shipped ones. Not thread-safe. */
public final class Overlay {
    private static final List<String> SHIPPED_MODELS = List.of(
            "claude-sonnet-4-5",
            "claude-sonnet-4-6",
            "claude-haiku-4-5",
            "gemini-2.5-flash",
            "gemini-3.5-flash",
            "gpt-5.4-mini",
            "gpt-5-nano",
            "gpt-4o-mini",
            "mistral-large-2512",
            "mistral-small-2603",
            "llama3.2",
            "qwen3",
            "text-embedding-3-small",
            "text-embedding-3-large",
            "gemini-embedding-001",
            "titan-embed-text-v2",
            "embed-multilingual-v3");
    private static final List<String> SHIPPED_ALIASES = List.of(
            "claude-haiku",
            "claude-haiku-4-5-20251001",
            "claude-sonnet",
            "claude-sonnet-4-5-20250929",
            "gemini-flash",
            "mistral-large-latest",
            "mistral-small-latest");

    private static final Pattern REGION = Pattern.compile(
            "bedrock-runtime\\.([a-z0-9-]+)\\..*|([a-z0-9-]+)-aiplatform\\..*|" + "aiplatform\\.([a-z]+)\\.rep\\..*");

    private final Map<String, String> hosts = new TreeMap<>();
    private final Map<String, String> providers = new LinkedHashMap<>();
    private final StringBuilder models = new StringBuilder();
    private final StringBuilder further = new StringBuilder();
    private long price = 1;

    /** Where a model is served. */
    public record Place(String id, String provider, String upstream, boolean eu) {}

    /** Adds a provider at a host of its own, played by the simulator. */
    public Overlay provider(String id, String dialect, String host) {
        return provider(id, dialect, host, null);
    }

    /**
     * Adds a provider.
     *
     * @param address {@code host:port} that takes the host's place; null for the simulator
     */
    public Overlay provider(String id, String dialect, String host, @Nullable String address) {
        hosts.put(id, host);
        String auth = switch (dialect) {
            case "openai" -> "bearer";
            case "anthropic" -> "x-api-key";
            case "gemini" -> "x-goog-api-key";
            default -> "aws";
        };
        String headers = dialect.equals("anthropic") ? "{anthropic-version: \"2023-06-01\"}" : "{}";
        providers.put(
                id,
                "    %s: {dialect: %s, endpoint: 'https://%s', auth: %s, account: default, headers: %s%s}%n"
                        .formatted(
                                id,
                                dialect,
                                host,
                                auth,
                                headers,
                                address == null ? "" : ", address: '" + address + "'"));
        return this;
    }

    /** Sets what a million tokens of any kind cost, in micro-USD, at the models that are added from now on. */
    public Overlay price(long microUsd) {
        price = microUsd;
        return this;
    }

    /** Adds a model whose places are tried in this order. */
    public Overlay model(String id, Place... places) {
        models.append("    %s:%n      context-tokens: 100000%n      max-output-tokens: 1000%n      deployments:%n"
                .formatted(id));
        for (int i = 0; i < places.length; i++) {
            Place place = places[i];
            models.append("        %s: {provider: %s, upstream-name: %s, region: %s, residency: %s, priority: %d,"
                            .formatted(
                                    place.id(),
                                    place.provider(),
                                    place.upstream(),
                                    region(hosts.getOrDefault(place.provider(), ""), place.eu()),
                                    place.eu() ? "eu" : "any",
                                    i)
                    + " weight: 1, price: {input: %1$d, cache-read: %1$d, cache-write: %1$d, cache-write-1h: %1$d,"
                            .formatted(price)
                    + " output: %d, taken: 2026-11-24}}%n".formatted(price));
        }
        return this;
    }

    /** Adds a section under {@code gateway}, in one line. */
    public Overlay section(String line) {
        further.append("  ").append(line).append('\n');
        return this;
    }

    /** The overlay's text. */
    public String yaml() {
        return "gateway:\n  egress:\n    hosts: " + new TreeSet<>(hosts.values()) + "\n" + further
                + "  providers:\n" + String.join("", providers.values())
                + "  models:\n" + removed(SHIPPED_MODELS) + models
                + "  aliases:\n" + removed(SHIPPED_ALIASES);
    }

    /** The one that the host names, where it names one. */
    private static String region(String host, boolean eu) {
        Matcher named = REGION.matcher(host);
        if (named.matches()) {
            return Stream.of(named.group(1), named.group(2), named.group(3))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
        }
        return eu ? "eu" : "us";
    }

    private static String removed(List<String> entries) {
        return entries.stream().map(entry -> "    " + entry + ": ~\n").collect(Collectors.joining());
    }
}
