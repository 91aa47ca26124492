package gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.control.Document.Origin;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys among the documents of a kind. A key is known by its id; it has one secret, or two while the second takes
 * the first one's place.
 *
 * @param kind {@link Kind#KEY} or {@link Kind#ADMIN}
 * @param byId the secrets of each key, the newest first
 */
public record KeyRing(Kind kind, Map<String, List<Secret>> byId) {
    /** By when they were made, the newest first; one that ends comes after one that does not. */
    private static final Comparator<Secret> NEWEST_FIRST = Comparator.comparing(Secret::created)
            .thenComparing(Secret::until, Comparator.nullsLast(Comparator.naturalOrder()))
            .reversed();

    /**
     * One secret of a key, without the secret.
     *
     * @param hash the SHA-256 of the whole key
     * @param origin who put it there
     * @param json the document
     */
    public record Secret(String hash, Origin origin, ObjectNode json) {
        /** When it was made. */
        public Instant created() {
            Instant created = instant("created");
            return created == null ? Instant.EPOCH : created;
        }

        /** When it stops to be valid; null = when somebody takes it away. */
        public @Nullable Instant until() {
            return instant("until");
        }

        /** Whether it is valid at a moment. */
        public boolean holds(Instant now) {
            Instant until = until();
            return until == null || now.isBefore(until);
        }

        private @Nullable Instant instant(String field) {
            try {
                return json.hasNonNull(field) ? Instant.parse(json.path(field).asText()) : null;
            } catch (DateTimeException e) {
                // as good as over: what cannot be read must not be valid
                return Instant.EPOCH;
            }
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Secret[" + origin + "]";
        }
    }

    /** The keys among documents. */
    public static KeyRing of(Documents documents, Kind kind) {
        Map<String, List<Secret>> byId = new TreeMap<>();
        documents.of(kind).forEach((hash, document) -> {
            if (DocumentTrees.tree(document) instanceof ObjectNode json) {
                byId.computeIfAbsent(json.path("id").asText(), id -> new ArrayList<>())
                        .add(new Secret(hash, document.origin(), json));
            }
        });
        byId.values().forEach(secrets -> secrets.sort(NEWEST_FIRST));
        return new KeyRing(kind, byId);
    }

    /** The secrets of a key, the newest first; empty if there is no such key. */
    public List<Secret> secrets(String id) {
        return byId.getOrDefault(id, List.of());
    }

    /** Takes all secrets of a key away. */
    public List<Change> revoke(String id) {
        return secrets(id).stream().map(this::remove).toList();
    }

    /**
     * Gives a key a new secret. The newest of the old ones stays valid for a while, all others go.
     *
     * @param made the new secret
     * @param now when it is made
     * @param overlap how long the old one stays valid
     */
    public List<Change> rotate(NewKey made, Instant now, Duration overlap) {
        List<Secret> old = secrets(made.id());
        Secret newest = old.getFirst();
        // between processes clocks differ, but the new secret must count as the newer one
        Instant created = now.isAfter(newest.created()) ? now : newest.created().plusMillis(1);
        List<Change> changes = new ArrayList<>();
        changes.add(
                DocumentTrees.put(kind, made.hash(), newest.json().deepCopy().put("created", created.toString())));
        changes.add(overlap.isPositive() ? end(newest, now.plus(overlap)) : remove(newest));
        old.stream().skip(1).map(this::remove).forEach(changes::add);
        return changes;
    }

    /**
     * Gives a key other limits, with all of its secrets.
     *
     * @param limits in place of those that it has; empty = none
     */
    public List<Change> limit(String id, ObjectNode limits) {
        List<Change> changes = new ArrayList<>();
        for (Secret secret : secrets(id)) {
            ObjectNode json = secret.json().deepCopy();
            json.remove("limits");
            if (!limits.isEmpty()) {
                json.set("limits", limits);
            }
            changes.add(DocumentTrees.put(kind, secret.hash(), json));
        }
        return changes;
    }

    private Change end(Secret secret, Instant end) {
        Instant until = secret.until();
        Instant earlier = until != null && until.isBefore(end) ? until : end;
        return DocumentTrees.put(kind, secret.hash(), secret.json().deepCopy().put("until", earlier.toString()));
    }

    private Change remove(Secret secret) {
        return secret.origin() == Origin.SETTINGS
                ? DocumentTrees.remove(kind, secret.hash())
                : new Change(kind, secret.hash(), null);
    }
}
