package gateway.infra;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexPropsV2;

/**
 * A table of {@code docs/aws-data.md}. All keys are texts.
 *
 * @param name the last part of its name
 * @param partition its partition key
 * @param sort its sort key; null = none
 * @param expires whether items are forgotten by the attribute {@code expires}
 * @param indexes its global indexes
 */
record TableSpec(String name, String partition, @Nullable String sort, boolean expires, List<Index> indexes) {
    /** The attribute by which DynamoDB forgets. */
    static final String TTL = "expires";

    private static final String ENVIRONMENT = "environment";

    /** All tables. */
    static final List<TableSpec> ALL = Stream.concat(
                    Stream.of(
                                    "models",
                                    "deployments",
                                    "aliases",
                                    "tenants",
                                    "keys",
                                    "administrators",
                                    "routing",
                                    "control")
                            .map(name -> lasting(name, ENVIRONMENT, "id")),
                    Stream.of(
                            lasting("audit", ENVIRONMENT, "at#seq"),
                            new TableSpec(
                                    "decisions",
                                    "id",
                                    null,
                                    true,
                                    List.of(
                                            new Index("by-time", "slot"),
                                            new Index("by-tenant", "owner"),
                                            new Index("by-completion", "completion"))),
                            expiring("feedback", "decision", null),
                            expiring("router", "key", "part"),
                            expiring("usage", "partition", "row"),
                            expiring("idempotency", "key", null),
                            expiring("cache", "key", null),
                            expiring("ledger", "counter", null)))
            .toList();

    /**
     * A global index, sorted by {@code at}, with all attributes.
     *
     * @param name its name
     * @param partition its partition key
     */
    record Index(String name, String partition) {
        /** As the CDK wants it. */
        GlobalSecondaryIndexPropsV2 props() {
            return GlobalSecondaryIndexPropsV2.builder()
                    .indexName(name)
                    .partitionKey(text(partition))
                    .sortKey(text("at"))
                    .build();
        }
    }

    /** An attribute that is a text. */
    static Attribute text(String name) {
        return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }

    private static TableSpec lasting(String name, String partition, String sort) {
        return new TableSpec(name, partition, sort, false, List.of());
    }

    private static TableSpec expiring(String name, String partition, @Nullable String sort) {
        return new TableSpec(name, partition, sort, true, List.of());
    }
}
