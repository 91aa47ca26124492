package gateway.settings;

import gateway.control.Document;
import gateway.control.Document.Origin;
import gateway.control.Documents;
import gateway.control.Kind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Documents at random, in the right form, but with claims that need not be true. */
final class RandomDocuments {
    static final List<String> MODELS = List.of("m0", "m1", "m2");
    private static final String DEPLOYMENT = """
            {"model":"%s","provider":"acme","endpoint":"https://%s","upstream-name":"%s","region":"%s","residency":"%s",\
            "priority":0,"weight":1,"price":{"input":0,"cache-read":0,"cache-write":0,"cache-write-1h":0,"output":0,\
            "taken":"2026-01-01"}}""";

    private RandomDocuments() {}

    static Arbitrary<Documents> all() {
        Arbitrary<String> lists = Arbitraries.of(MODELS)
                .set()
                .map(set ->
                        set.stream().map(model -> "\"" + model + "\"").toList().toString());
        Arbitrary<String> narrowing = Combinators.combine(
                        Arbitraries.of("", "\"residency\":\"eu\"", "\"residency\":\"any\""),
                        Arbitraries.oneOf(Arbitraries.of(""), lists.map(list -> "\"models\":" + list)))
                .as(RandomDocuments::joined);
        Arbitrary<String> tenants = Combinators.combine(
                        Arbitraries.of("eu", "any"),
                        Arbitraries.oneOf(Arbitraries.of(""), lists.map(list -> "\"models\":" + list)),
                        narrowing,
                        Arbitraries.of("legal", "medical", "general"))
                .as((residency, allowed, team, domain) -> "{" + joined("\"residency\":\"" + residency + "\"", allowed)
                        + ",\"domain\":\"" + domain + "\",\"teams\":{\"red\":{" + team + "}}}");
        Arbitrary<String> keys = Combinators.combine(
                        Arbitraries.of("t0", "t0", "t1", "nobody"), Arbitraries.of("", "\"team\":\"red\""), narrowing)
                .as((tenant, team, more) -> "{\"id\":\"k\",\"created\":\"2026-11-24T12:00:00Z\","
                        + joined(joined("\"tenant\":\"" + tenant + "\"", team), more) + "}");
        Arbitrary<String> deployments = Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Arbitraries.of(MODELS)), Tuple.of(1, Arbitraries.just("none"))),
                        Arbitraries.of(
                                "api.example.com",
                                "eu.api.openai.com",
                                "api.openai.com",
                                "unknown.example",
                                "EU.api.openai.com",
                                "bedrock-runtime.eu-central-1.amazonaws.com"),
                        Arbitraries.of("eu", "any", "any"),
                        Arbitraries.of("mini", "eu.anthropic.claude", "global.anthropic.claude"),
                        Arbitraries.of("eu", "eu-central-1"))
                .as((model, host, residency, upstream, region) ->
                        DEPLOYMENT.formatted(model, host, upstream, region, residency));
        Arbitrary<List<String>> some = deployments.list().ofMaxSize(2);
        return Combinators.combine(some, tenants.list().ofSize(2), keys.list().ofMaxSize(2))
                .as((places, people, secrets) -> {
                    Map<String, String> models = new HashMap<>();
                    Map<String, String> inside = new HashMap<>();
                    for (String model : MODELS) {
                        models.put(model, "{\"context-tokens\":10,\"max-output-tokens\":5}");
                        inside.put("base-" + model, DEPLOYMENT.formatted(model, "api.example.com", "mini", "eu", "eu"));
                    }
                    inside.putAll(numbered("d", places));
                    Documents documents = with(Map.of(), Kind.MODEL, models);
                    documents = with(documents.byKind(), Kind.DEPLOYMENT, inside);
                    documents = with(documents.byKind(), Kind.TENANT, numbered("t", people));
                    return with(documents.byKind(), Kind.KEY, numbered("hash", secrets));
                });
    }

    private static Documents with(Map<Kind, Map<String, Document>> others, Kind kind, Map<String, String> json) {
        Map<Kind, Map<String, Document>> all = new EnumMap<>(Kind.class);
        all.putAll(others);
        Map<String, Document> documents = new HashMap<>();
        json.forEach((id, text) -> documents.put(id, new Document(text, Origin.ADMIN)));
        all.put(kind, documents);
        return new Documents(1, all);
    }

    private static Map<String, String> numbered(String prefix, List<String> texts) {
        Map<String, String> numbered = new HashMap<>();
        texts.forEach(text -> numbered.put(prefix + numbered.size(), text));
        return numbered;
    }

    private static String joined(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + "," + second;
    }
}
