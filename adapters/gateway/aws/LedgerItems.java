package gateway.aws;

import gateway.control.StoreException;
import gateway.quota.Counter;
import gateway.quota.Lease;
import gateway.quota.LedgerRow;
import gateway.quota.LedgerTurn.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Counters as items, and changes of them that add to what others have changed meanwhile: a change holds as long as the
 * leases that it replaces or takes back are those that were seen, and no more is taken than it may find.
 */
final class LedgerItems {
    static final String COUNTER = "counter";
    static final String EXPIRES = "expires";

    private static final String SPENT = "spent";
    private static final String LOST = "lost";
    private static final String LEASE = "lease-";

    private LedgerItems() {}

    /**
     * A conditional update.
     *
     * @param key of the item
     * @param update expression
     * @param condition expression
     * @param names in both
     * @param values in both
     */
    record Change(
            Map<String, AttributeValue> key,
            String update,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        Change {
            key = Map.copyOf(key);
            names = Map.copyOf(names);
            values = Map.copyOf(values);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Change[" + update + "]";
        }
    }

    static Map<String, AttributeValue> key(String counter) {
        return Map.of(COUNTER, AttributeValue.fromS(counter));
    }

    /**
     * The row that an item holds.
     *
     * @param item empty if there is none
     */
    static LedgerRow row(Map<String, AttributeValue> item) {
        Map<String, Lease> leases = new HashMap<>();
        item.forEach((name, value) -> {
            if (name.startsWith(LEASE) && value.s() != null) {
                leases.put(name.substring(LEASE.length()), lease(value.s()));
            }
        });
        return new LedgerRow(Items.number(item, SPENT), Items.number(item, LOST), leases);
    }

    /**
     * The update that a step makes.
     *
     * @param replica whose exchange it is
     * @param expires when its lease ends
     * @param most what may be found taken at most; null if the item must not be there
     */
    static Change change(String replica, Step step, Instant expires, @Nullable Long most) {
        LedgerRow before = step.before();
        LedgerRow after = step.next().row();
        Counter counter = step.asked().counter();
        Map<String, String> names = new HashMap<>(Map.of("#own", LEASE + replica));
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":spent", Items.number(after.spent() - before.spent()));
        values.put(":lost", Items.number(after.lost() - before.lost()));
        values.put(":taken", Items.number(after.taken() - before.taken()));
        values.put(":expires", Items.number(counter.kept(expires).getEpochSecond()));
        Lease own = after.leases().get(replica);
        if (own != null) {
            values.put(":own", AttributeValue.fromS(own.text()));
        }
        List<String> conditions = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        before.leases().forEach((other, lease) -> {
            boolean mine = other.equals(replica);
            if (mine || !after.leases().containsKey(other)) {
                String name = mine ? "own" : "gone" + removed.size();
                names.put("#" + name, LEASE + other);
                values.put(":was_" + name, AttributeValue.fromS(lease.text()));
                conditions.add("#" + name + " = :was_" + name);
                if (!mine) {
                    removed.add("#" + name);
                }
            }
        });
        if (!before.leases().containsKey(replica)) {
            conditions.add("attribute_not_exists(#own)");
        }
        if (most == null) {
            conditions.add("attribute_not_exists(taken)");
        } else if (most < Long.MAX_VALUE) {
            conditions.add("(attribute_not_exists(taken) OR taken <= :most)");
            values.put(":most", Items.number(most));
        }
        String update = "ADD spent :spent, lost :lost, taken :taken SET #own = :own, expires = :expires"
                + (removed.isEmpty() ? "" : " REMOVE " + String.join(", ", removed));
        return new Change(key(counter.key()), update, String.join(" AND ", conditions), names, values);
    }

    private static Lease lease(String text) {
        try {
            return Lease.read(text);
        } catch (IllegalArgumentException e) {
            throw new StoreException("the ledger holds a lease that cannot be read", e);
        }
    }
}
