package gateway.aws;

import gateway.control.ConflictException;
import gateway.control.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Makes writes of any length all or none, under the one revision.
 *
 * <p>A write that fits into one transaction is one. A longer one is first laid down in parts; the transaction that
 * counts the revision up also names them, which is the moment at which the write has happened; then the parts are
 * carried out, which whoever comes by can do, and can do again. Until then nobody reads the documents. Thread-safe,
 * also between processes.
 */
final class WriteJournal {
    /** Names the parts of a write that has happened and is not carried out yet. */
    static final String JOURNAL = "journal";

    private static final String PARTS = "parts";
    private static final String OPERATIONS = "operations";
    /** A transaction takes 100 items; the revision is one of them. */
    private static final int MAX_OPERATIONS = 99;
    /** An item takes 400 KB. */
    private static final int MAX_BYTES = 300_000;

    private final DynamoDbClient dynamo;
    private final Tables tables;

    WriteJournal(DynamoDbClient dynamo, Tables tables) {
        this.dynamo = dynamo;
        this.tables = tables;
    }

    /**
     * Writes.
     *
     * @param expected the revision of the tables; the write makes it one more
     * @throws ConflictException if it is another; nothing has changed
     */
    void write(long expected, List<Operation> operations) {
        List<List<Operation>> parts = parts(operations);
        if (parts.size() == 1) {
            commit(expected, null, parts.getFirst());
            return;
        }
        String journal = JOURNAL + "#" + UUID.randomUUID();
        for (int i = 0; i < parts.size(); i++) {
            Map<String, AttributeValue> item = new HashMap<>(key(part(journal, i)));
            item.put(
                    OPERATIONS,
                    AttributeValue.fromL(
                            parts.get(i).stream().map(Operation::stored).toList()));
            dynamo.putItem(put -> put.tableName(tables.control()).item(item));
        }
        try {
            commit(expected, new Journal(journal, parts.size()), List.of());
        } catch (ConflictException e) {
            remove(new Journal(journal, parts.size()));
            throw e;
        }
        finish();
    }

    /**
     * Changes nothing.
     *
     * @throws ConflictException if the tables are at another revision
     */
    void check(long expected) {
        if (Items.number(item(Items.REVISION), Items.REVISION) != expected) {
            throw new ConflictException(expected);
        }
    }

    /**
     * Carries out what was written but not carried out, if there is such a write.
     *
     * @return the revision of the tables if there was; null if not
     */
    @Nullable Long finish() {
        Map<String, AttributeValue> head = item(Items.REVISION);
        String name = Items.text(head, JOURNAL);
        if (name == null) {
            return null;
        }
        Journal journal = new Journal(name, (int) Items.number(head, PARTS));
        try {
            for (int i = 0; i < journal.parts(); i++) {
                carryOut(journal, item(part(name, i)));
            }
            dynamo.updateItem(update -> update.tableName(tables.control())
                    .key(key(Items.REVISION))
                    .updateExpression("REMOVE journal, parts")
                    .conditionExpression("journal = :journal")
                    .expressionAttributeValues(Map.of(":journal", AttributeValue.fromS(name))));
        } catch (ConditionalCheckFailedException e) {
            // another process has finished it
            return Items.number(head, Items.REVISION);
        } catch (TransactionCanceledException e) {
            if (!conditionFailed(e)) {
                throw new StoreException("a write of several parts cannot be carried out now", e);
            }
        }
        remove(journal);
        return Items.number(head, Items.REVISION);
    }

    private record Journal(String name, int parts) {}

    private void commit(long expected, @Nullable Journal journal, List<Operation> operations) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":expected", Items.number(expected));
        values.put(":next", Items.number(expected + 1));
        String set = "SET revision = :next";
        if (journal != null) {
            set += ", journal = :journal, parts = :parts";
            values.put(":journal", AttributeValue.fromS(journal.name()));
            values.put(":parts", AttributeValue.fromN(Integer.toString(journal.parts())));
        }
        String is = expected == 0 ? "(attribute_not_exists(revision) OR revision = :expected)" : "revision = :expected";
        Update head = Update.builder()
                .tableName(tables.control())
                .key(key(Items.REVISION))
                .updateExpression(set)
                .conditionExpression(is + " AND attribute_not_exists(journal)")
                .expressionAttributeValues(values)
                .build();
        List<TransactWriteItem> items = new ArrayList<>();
        items.add(TransactWriteItem.builder().update(head).build());
        operations.forEach(operation -> items.add(operation.transact()));
        try {
            dynamo.transactWriteItems(transaction -> transaction.transactItems(items));
        } catch (TransactionCanceledException e) {
            if (conditionFailed(e) || hasReason(e, "TransactionConflict")) {
                throw new ConflictException(expected);
            }
            throw e;
        }
    }

    private void carryOut(Journal journal, Map<String, AttributeValue> part) {
        AttributeValue operations = part.get(OPERATIONS);
        if (operations == null) {
            // parts go once the journal is closed: its condition tells
            return;
        }
        ConditionCheck open = ConditionCheck.builder()
                .tableName(tables.control())
                .key(key(Items.REVISION))
                .conditionExpression("journal = :journal")
                .expressionAttributeValues(Map.of(":journal", AttributeValue.fromS(journal.name())))
                .build();
        List<TransactWriteItem> items = new ArrayList<>();
        items.add(TransactWriteItem.builder().conditionCheck(open).build());
        operations.l().forEach(stored -> items.add(Operation.read(stored).transact()));
        dynamo.transactWriteItems(transaction -> transaction.transactItems(items));
    }

    private void remove(Journal journal) {
        for (int i = 0; i < journal.parts(); i++) {
            String id = part(journal.name(), i);
            dynamo.deleteItem(delete -> delete.tableName(tables.control()).key(key(id)));
        }
    }

    private Map<String, AttributeValue> item(String id) {
        return dynamo.getItem(
                        get -> get.tableName(tables.control()).key(key(id)).consistentRead(true))
                .item();
    }

    private Map<String, AttributeValue> key(String id) {
        return Items.key(tables.environment(), id);
    }

    private static String part(String journal, int index) {
        return journal + "#" + index;
    }

    private static List<List<Operation>> parts(List<Operation> operations) {
        List<List<Operation>> parts = new ArrayList<>();
        parts.add(new ArrayList<>());
        int bytes = 0;
        for (Operation operation : operations) {
            List<Operation> last = parts.getLast();
            bytes += operation.bytes();
            if (last.size() == MAX_OPERATIONS || (!last.isEmpty() && bytes > MAX_BYTES)) {
                last = new ArrayList<>();
                parts.add(last);
                bytes = operation.bytes();
            }
            last.add(operation);
        }
        return parts;
    }

    private static boolean conditionFailed(TransactionCanceledException canceled) {
        return hasReason(canceled, "ConditionalCheckFailed");
    }

    private static boolean hasReason(TransactionCanceledException canceled, String code) {
        return canceled.cancellationReasons().stream()
                .map(CancellationReason::code)
                .anyMatch(code::equals);
    }
}
