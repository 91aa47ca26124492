package gateway.aws;

import gateway.control.AuditEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Entries of the audit log as items. */
final class AuditItems {
    /** The sort key: the moment, and what tells entries of one moment apart, in the order in which they were made. */
    static final String KEY = "at#seq";

    /** Who put an entry that belongs to no write of documents: an id of that one attempt. */
    static final String TOKEN = "token";

    private static final String AT = "at";
    private static final String AUTHOR = "author";
    private static final String ACTION = "action";
    private static final String SUBJECT = "subject";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    private AuditItems() {}

    /**
     * An entry as an item.
     *
     * @param revision of the documents that it belongs to; 0 if it belongs to none
     * @param index tells entries with the same revision and moment apart
     */
    static Map<String, AttributeValue> of(String environment, AuditEntry entry, long revision, int index) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(Items.ENVIRONMENT, AttributeValue.fromS(environment));
        String sequence = String.format(Locale.ROOT, "#%012d-%05d", revision, index);
        item.put(KEY, AttributeValue.fromS(Moment.of(entry.at()) + sequence));
        item.put(AT, AttributeValue.fromS(entry.at().toString()));
        item.put(AUTHOR, AttributeValue.fromS(entry.author()));
        item.put(ACTION, AttributeValue.fromS(entry.action()));
        item.put(SUBJECT, AttributeValue.fromS(entry.subject()));
        Items.put(item, BEFORE, entry.before());
        Items.put(item, AFTER, entry.after());
        return item;
    }

    /** The entry that an item holds. */
    static AuditEntry entry(Map<String, AttributeValue> item) {
        return new AuditEntry(
                Instant.parse(Items.textOf(item, AT)),
                Items.textOf(item, AUTHOR),
                Items.textOf(item, ACTION),
                Items.textOf(item, SUBJECT),
                Items.text(item, BEFORE),
                Items.text(item, AFTER));
    }
}
