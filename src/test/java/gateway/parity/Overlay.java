package gateway.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Settings in which each door has a provider and models of its own, and each of its cells a tenant. */
final class Overlay {
    private static final String PRICE =
            "{input: 1000000, cache-read: 1000000, cache-write: 1000000, cache-write-1h: 1000000, output: 10000000, taken: 2026-11-27}";

    private static final String CLAUDE = "eu.anthropic.claude-haiku-4-5-20251001-v1:0";
    private static final String COHERE = "cohere.embed-multilingual-v3";

    private static final int LONGEST = 16;

    private final List<String> doors;
    private final Map<String, String> tenants;

    /**
     * Takes what stands in it.
     *
     * @param doors ids
     * @param tenants settings of each tenant, by its id
     */
    Overlay(List<String> doors, Map<String, String> tenants) {
        this.doors = doors;
        this.tenants = tenants;
    }

    /** A door's model by its provider's name for it, which the simulator quotes: as long as at every other door. */
    static String upstream(String kind, String door) {
        return kind + "-" + door + "x".repeat(LONGEST - door.length());
    }

    /** Ids of the doors' providers. */
    List<String> providers() {
        return doors.stream().map(door -> "p-" + door).toList();
    }

    /**
     * The settings.
     *
     * @param port where the providers are
     */
    String yaml(int port) {
        StringBuilder yaml = new StringBuilder("""
                gateway:
                  failover: {first-token-minimum: 20s, first-token-initial: 20s}
                  limits: {deciding: 1000}
                  breaker: {window: 1000, minimum-calls: 1000}
                  websocket: {requests: 1000}
                """);
        yaml.append("  providers:\n");
        for (String door : doors) {
            yaml.append("""
                        p-%1$s: {dialect: openai, endpoint: "https://api.openai.com/v1", auth: bearer, account: %1$s, headers: {}, address: "127.0.0.1:%2$d"}
                    """.formatted(door, port));
        }
        yaml.append("  models:\n");
        for (String door : doors) {
            boolean vectors = Vectors.areWantedBy(door);
            (vectors ? List.of("plain", "silent") : List.of("plain", "second", "forbidden", "slow", "silent"))
                    .forEach(kind -> model(yaml, kind + "-" + door, place(door, kind, 0)));
            model(yaml, "broken-" + door, place(door, "broken", 0), place(door, "whole", 1));
            String moved = "moved-" + door;
            model(yaml, moved, place(door, "moved", 0), """
                    %s-eu: {provider: bedrock, endpoint: "https://bedrock-runtime.eu-central-1.amazonaws.com", \
                    upstream-name: "%s", region: eu-central-1, residency: eu, priority: 1, weight: 1, price: %s}""".formatted(moved, vectors ? COHERE : CLAUDE, price(door)));
        }
        yaml.append("  tenants:\n");
        tenants.forEach((id, settings) ->
                yaml.append("    ").append(id).append(": {").append(settings).append("}\n"));
        return yaml.toString();
    }

    private static String price(String door) {
        return Vectors.areWantedBy(door)
                ? PRICE.replace("{input: 1000000,", "{input: " + Vectors.PRICE + "000000,")
                : PRICE;
    }

    private static void model(StringBuilder yaml, String id, String... places) {
        yaml.append("    ").append(id).append(":\n      context-tokens: 100000\n      ");
        yaml.append(Vectors.areWantedBy(id) ? "embedding: {dimensions: 1024}\n" : "max-output-tokens: 1000\n");
        yaml.append("      deployments:\n");
        List<String> lines = new ArrayList<>(List.of(places));
        lines.forEach(line -> yaml.append("        ").append(line).append('\n'));
    }

    private static String place(String door, String kind, int priority) {
        return "%s-%s-1: {provider: p-%s, upstream-name: %s, region: global, residency: any, priority: %d, weight: 1, price: %s}"
                .formatted(kind, door, door, upstream(kind, door), priority, price(door));
    }
}
