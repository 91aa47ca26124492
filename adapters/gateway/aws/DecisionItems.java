package gateway.aws;

import gateway.decision.StoredDecision;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Records of decisions as items. Two indexes find them by day, all of a day's or a tenant's, and one by the answer; a
 * day is spread over {@value #SLOTS} slots, since one alone would take no more than 1,000 records a second.
 */
final class DecisionItems {
    static final String BY_TIME = "by-time";
    static final String BY_TENANT = "by-tenant";
    static final String BY_COMPLETION = "by-completion";
    /** The tenant and the id of the answer, so that a tenant finds only its own. */
    static final String COMPLETION = "completion";

    static final String SLOT = "slot";
    static final String OWNER = "owner";
    static final String AT = "at";
    static final String EXPIRES = "expires";
    static final String TENANT = "tenant";
    static final String MODEL = "model";
    static final String DEPLOYMENT = "deployment";
    static final String REGION = "region";
    static final String REQUIRED = "required";
    static final String GUARANTEED = "guaranteed";
    static final String RESULT = "result";

    private static final int SLOTS = 4;

    private DecisionItems() {}

    /** A record as an item that is kept for a while. */
    static Map<String, AttributeValue> of(StoredDecision decision, Duration kept) {
        Map<String, AttributeValue> item = new HashMap<>();
        String slot = slot(day(decision.at()), Math.floorMod(decision.id().hashCode(), SLOTS));
        item.put(Items.ID, AttributeValue.fromS(decision.id()));
        item.put(SLOT, AttributeValue.fromS(slot));
        item.put(OWNER, AttributeValue.fromS(owner(decision.tenant(), slot)));
        item.put(AT, AttributeValue.fromS(Moment.of(decision.at())));
        item.put(EXPIRES, Items.number(decision.at().plus(kept).getEpochSecond()));
        item.put(TENANT, AttributeValue.fromS(decision.tenant()));
        item.put(MODEL, AttributeValue.fromS(decision.model()));
        Items.put(item, DEPLOYMENT, decision.deployment());
        Items.put(item, REGION, decision.region());
        item.put(REQUIRED, AttributeValue.fromS(decision.required()));
        Items.put(item, GUARANTEED, decision.guaranteed());
        item.put(RESULT, AttributeValue.fromS(decision.result()));
        if (decision.completion() != null) {
            item.put(COMPLETION, AttributeValue.fromS(completion(decision.tenant(), decision.completion())));
        }
        item.put(Items.JSON, AttributeValue.fromS(decision.json()));
        return item;
    }

    /** The record that an item holds. */
    static StoredDecision decision(Map<String, AttributeValue> item) {
        String tenant = Items.textOf(item, TENANT);
        String completion = Items.text(item, COMPLETION);
        return new StoredDecision(
                Items.textOf(item, Items.ID),
                Instant.parse(Items.textOf(item, AT)),
                tenant,
                Items.textOf(item, MODEL),
                Items.text(item, DEPLOYMENT),
                Items.text(item, REGION),
                Items.textOf(item, REQUIRED),
                Items.text(item, GUARANTEED),
                Items.textOf(item, RESULT),
                completion == null
                        ? null
                        : completion.substring(completion(tenant, "").length()),
                Items.textOf(item, Items.JSON));
    }

    /** The key of an answer in its index. */
    static String completion(String tenant, String id) {
        return tenant.replace("%", "%25").replace("#", "%23") + "#" + id;
    }

    /** The partitions of a day in an index; of all tenants if none is named. */
    static List<String> partitions(LocalDate day, @Nullable String tenant) {
        List<String> partitions = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++) {
            String slot = slot(day, i);
            partitions.add(tenant == null ? slot : owner(tenant, slot));
        }
        return partitions;
    }

    /** The day of an instant in UTC. */
    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private static String slot(LocalDate day, int index) {
        return day + "#" + index;
    }

    private static String owner(String tenant, String slot) {
        return tenant + "#" + slot;
    }
}
