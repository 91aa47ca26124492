package gateway.parity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.control.Change;
import gateway.control.DocumentStore;
import gateway.control.DocumentTrees;
import gateway.control.Kind;
import gateway.control.NewKey;
import gateway.decision.DecisionQuery;
import gateway.decision.DecisionStore;
import gateway.quota.Counter;
import gateway.quota.Measure;
import gateway.simulator.Simulator;
import gateway.wire.JsonCodec;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A running gateway with its operator, its providers and its books. Thread-safe. */
abstract class Site implements AutoCloseable {
    /** As many as the store on AWS takes. */
    private static final int AT_ONCE = 50;

    private final Instant begun = Instant.now();
    private final Map<String, Key> keys = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** Plays the providers. */
    abstract Simulator simulator();

    /** Stands in front of it. */
    abstract Witness witness();

    /** Where its keys are. */
    abstract DocumentStore documents();

    /** Where its records are. */
    abstract DecisionStore decisions();

    /** Base URL of the client API. */
    abstract String url();

    /** Calls the management port. */
    abstract Told call(String method, String path, String body);

    /** What the ledger has under a counter's key; only after the gateway has stopped. */
    abstract long spent(String counter);

    /** Stops the gateway, which settles what is left. */
    @Override
    public abstract void close();

    /** A key of a client. */
    record Key(String id, String value) {}

    /** What the management port has said. */
    record Told(int status, String body) {}

    /** Makes a key for each tenant, many at a time: each change is checked against all that is there. */
    final void issueKeys(Collection<String> tenants) {
        List<Change> changes = new ArrayList<>();
        for (String tenant : tenants) {
            NewKey made = NewKey.of(NewKey.id(random), random);
            ObjectNode tree = JsonCodec.object()
                    .put("tenant", tenant)
                    .put("id", made.id())
                    .put("created", begun.toString());
            changes.add(DocumentTrees.put(Kind.KEY, made.hash(), tree));
            keys.put(tenant, new Key(made.id(), made.key().value()));
        }
        for (int from = 0; from < changes.size(); from += AT_ONCE) {
            documents()
                    .write(
                            documents().read().revision(),
                            changes.subList(from, Math.min(changes.size(), from + AT_ONCE)),
                            List.of());
        }
        // what an operator changes takes all into use
        change("PUT", "tenants/issued", "{\"residency\":\"any\"}");
    }

    /** A key of a tenant, which all its cells share. */
    final Key key(String tenant) {
        return keys.computeIfAbsent(tenant, this::newKey);
    }

    /** Another key of a tenant. */
    final Key newKey(String tenant) {
        JsonNode made = change("POST", "keys", "{\"tenant\":\"" + tenant + "\"}");
        return new Key(made.path("id").asText(), made.path("key").asText());
    }

    /** Changes something, one after another, as one operator would. */
    final synchronized JsonNode change(String method, String path, String body) {
        Told told = call(method, "/admin/v1/" + path, body);
        if (told.status() >= 300) {
            throw new AssertionError(method + " " + path + ": " + told.status() + " " + told.body());
        }
        return json(told.body().isEmpty() ? "{}" : told.body());
    }

    /** All records of a tenant's requests since a moment that are written, newest first. */
    final List<JsonNode> records(String tenant, Instant since) {
        DecisionQuery all = new DecisionQuery(since, Instant.now().plusSeconds(60), tenant, null, null, 10_000);
        return decisions().search(all).stream().map(each -> json(each.json())).toList();
    }

    /** Messages of a route that were put back. */
    final double putBack(String route) {
        String name = "serai_queue_messages_total{fate=\"put_back\",route=\"" + route + "\"} ";
        return call("GET", "/metrics", "")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .sum();
    }

    /** When it was started, or before. */
    final Instant begun() {
        return begun;
    }

    /** Micro-USD that the ledger has of a tenant; only after the gateway has stopped. */
    final long charged(String tenant) {
        Counter first = day(tenant, begun);
        Counter last = day(tenant, Instant.now());
        return spent(first.key()) + (first.equals(last) ? 0 : spent(last.key()));
    }

    static JsonNode json(String text) {
        try {
            return JsonCodec.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    private static Counter day(String tenant, Instant at) {
        return Counter.at("tenant/" + tenant, Measure.USD_DAY, ZoneOffset.UTC, at);
    }
}
