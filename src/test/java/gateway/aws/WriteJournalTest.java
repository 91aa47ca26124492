package gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.control.Change;
import gateway.control.ConflictException;
import gateway.control.Document;
import gateway.control.Document.Origin;
import gateway.control.Documents;
import gateway.control.Kind;
import gateway.control.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes that do not fit into one transaction. */
class WriteJournalTest {
    private static final String JOURNAL = "journal#test";

    private final AwsFixture aws = new AwsFixture();
    private final DynamoDbClient dynamo = aws.clients.dynamo();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void hideAWriteThatIsNotCarriedOutFromTheRoute() throws Exception {
        leaveHalfDone();
        try (AwsControl control = aws.control(null);
                AwsRoutes routes = new AwsRoutes(control, new Properties(), Map.of())) {
            assertThatThrownBy(() -> routes.ask("direct:read-registry", Documents.class))
                    .hasRootCauseInstanceOf(StoreException.class);

            Documents read = control.documents().read();

            assertThat(routes.ask("direct:read-registry", Documents.class)).isEqualTo(read);
        }
    }

    @Test
    void carryOutWhatAnotherProcessLeftHalfDone() {
        leaveHalfDone();

        Documents read = aws.documents().read();

        assertThat(read.revision()).isEqualTo(2);
        assertThat(read.of(Kind.MODEL)).containsOnlyKeys("new-1", "new-2");
        assertThat(aws.fake.value(aws.names.revision())).isEqualTo("2");
        assertThat(control()).containsExactly(Items.REVISION);
    }

    @Test
    void carryOutWhatIsHalfDoneBeforeAnotherWrite() {
        leaveHalfDone();

        assertThatThrownBy(() -> aws.documents().write(1, models("late", 1), List.of()))
                .isInstanceOf(ConflictException.class);
        aws.documents().write(2, models("late", 1), List.of());

        assertThat(aws.documents().read().of(Kind.MODEL)).containsOnlyKeys("new-1", "new-2", "late-0");
    }

    @Test
    void leaveNoPartsBehind() {
        long revision = aws.documents().write(0, models("model", 250), List.of());

        assertThatThrownBy(() -> aws.documents().write(0, models("other", 250), List.of()))
                .isInstanceOf(ConflictException.class);

        assertThat(control()).containsExactly(Items.REVISION);
        assertThat(aws.documents().read()).isEqualTo(Documents.NONE.with(revision, models("model", 250)));
    }

    @Test
    void takeDocumentsThatAreLongTogether() {
        List<Change> changes = IntStream.range(0, 30)
                .mapToObj(i -> put("model-" + i, "\"" + "ü".repeat(100_000) + "\""))
                .toList();

        long revision = aws.documents().write(0, changes, List.of());

        assertThat(aws.documents().read()).isEqualTo(Documents.NONE.with(revision, changes));
    }

    @Test
    void standEvenIfNobodyCanBeTold() {
        aws.documents().write(0, models("model", 1), List.of());
        // the parameter holds anything but what it should; only its put fails
        aws.fake.refuse("PutParameter");

        long revision = aws.documents().write(1, models("other", 1), List.of());

        assertThat(revision).isEqualTo(2);
        assertThat(aws.documents().read().revision()).isEqualTo(2);
        assertThat(aws.fake.value(aws.names.revision())).isEqualTo("1");
    }

    /** A process wrote that one model goes and two come, and died when it had put the first. */
    private void leaveHalfDone() {
        aws.documents().write(0, List.of(put("old", "{}")), List.of());
        String models = aws.tables().of(Kind.MODEL);
        Operation first = new Operation(models, false, Items.of("test", "new-1", new Document("{}", Origin.ADMIN)));
        part(0, new Operation(models, true, Items.key("test", "old")), first);
        part(1, new Operation(models, false, Items.of("test", "new-2", new Document("{}", Origin.ADMIN))));
        Map<String, AttributeValue> head = new HashMap<>(Items.key("test", Items.REVISION));
        head.put(Items.REVISION, AttributeValue.fromN("2"));
        head.put("journal", AttributeValue.fromS(JOURNAL));
        head.put("parts", AttributeValue.fromN("2"));
        dynamo.putItem(put -> put.tableName(aws.tables().control()).item(head));
        dynamo.transactWriteItems(transaction -> transaction.transactItems(first.transact()));
    }

    private void part(int index, Operation... operations) {
        Map<String, AttributeValue> item = new HashMap<>(Items.key("test", JOURNAL + "#" + index));
        item.put(
                "operations",
                AttributeValue.fromL(
                        List.of(operations).stream().map(Operation::stored).toList()));
        dynamo.putItem(put -> put.tableName(aws.tables().control()).item(item));
    }

    /** The ids of all items of the control table. */
    private List<String> control() {
        return dynamo.scan(scan -> scan.tableName(aws.tables().control()).consistentRead(true)).items().stream()
                .map(item -> Items.textOf(item, Items.ID))
                .toList();
    }

    private static List<Change> models(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> put(name + "-" + i, "{}"))
                .toList();
    }

    private static Change put(String id, String json) {
        return new Change(Kind.MODEL, id, new Document(json, Origin.ADMIN));
    }
}
