package gateway.aws;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * An item that is to be put or deleted.
 *
 * @param table where
 * @param delete whether the item goes
 * @param item the item; its key if it goes
 */
record Operation(String table, boolean delete, Map<String, AttributeValue> item) {
    private static final String TABLE = "table";
    private static final String PUT = "put";
    private static final String DELETE = "delete";

    Operation {
        item = Map.copyOf(item);
    }

    /** The operation that a journal holds. */
    static Operation read(AttributeValue stored) {
        Map<String, AttributeValue> parts = stored.m();
        AttributeValue put = parts.get(PUT);
        return put == null
                ? new Operation(
                        Items.textOf(parts, TABLE),
                        true,
                        parts.getOrDefault(DELETE, stored).m())
                : new Operation(Items.textOf(parts, TABLE), false, put.m());
    }

    /** The form in which a journal holds it. */
    AttributeValue stored() {
        return AttributeValue.fromM(
                Map.of(TABLE, AttributeValue.fromS(table), delete ? DELETE : PUT, AttributeValue.fromM(item)));
    }

    /** Its part of a transaction. */
    TransactWriteItem transact() {
        return delete
                ? TransactWriteItem.builder()
                        .delete(part -> part.tableName(table).key(item))
                        .build()
                : TransactWriteItem.builder()
                        .put(part -> part.tableName(table).item(item))
                        .build();
    }

    /** About how many bytes it has. */
    int bytes() {
        int bytes = table.length();
        for (Map.Entry<String, AttributeValue> entry : item.entrySet()) {
            String text = entry.getValue().s();
            bytes += entry.getKey().length() + (text == null ? 32 : text.getBytes(StandardCharsets.UTF_8).length);
        }
        return bytes;
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Operation[" + table + ", delete=" + delete + "]";
    }
}
