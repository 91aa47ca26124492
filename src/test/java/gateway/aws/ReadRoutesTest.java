package gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.control.Change;
import gateway.control.Document;
import gateway.control.Document.Origin;
import gateway.control.Documents;
import gateway.control.Kind;
import gateway.control.StoreException;
import gateway.killswitch.StoredSwitches;
import gateway.killswitch.Switch;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The visible routes that read the stores. */
class ReadRoutesTest {
    private final AwsFixture aws = new AwsFixture();
    private final AwsControl control = aws.control(null);
    private AwsRoutes routes;

    @BeforeEach
    void start() throws Exception {
        routes = new AwsRoutes(control, new Properties(), Map.of());
    }

    @AfterEach
    void close() {
        routes.close();
        control.close();
        aws.close();
    }

    @Test
    void readNothingFromEmptyStores() {
        assertThat(routes.ask("direct:read-registry", Documents.class)).isEqualTo(Documents.NONE);
        assertThat(routes.ask("direct:read-switches", StoredSwitches.class).switches())
                .isEmpty();
    }

    @Test
    void readEveryKindOfDocumentWithItsRevision() {
        List<Change> changes = List.of(Kind.values()).stream()
                .map(kind -> put(kind, kind == Kind.ROUTING ? Kind.ACTIVE_MODELS : "same", "[\"" + kind.word() + "\"]"))
                .toList();
        long revision = control.documents().write(0, changes, List.of());

        Documents read = routes.ask("direct:read-registry", Documents.class);

        assertThat(read).isEqualTo(Documents.NONE.with(revision, changes));
        assertThat(control.documents().read()).isEqualTo(read);
        assertThat(routes.ask("direct:read-switches", StoredSwitches.class).registryRevision())
                .isEqualTo(revision);
    }

    @Test
    void readATableOfSeveralPages() {
        // DynamoDB ends a page at one megabyte
        String long100k = "\"" + "x".repeat(100_000) + "\"";
        List<Change> changes = IntStream.range(0, 25)
                .mapToObj(i -> put(Kind.MODEL, "model-" + i, long100k))
                .toList();
        control.documents().write(0, changes, List.of());

        Documents read = routes.ask("direct:read-registry", Documents.class);

        assertThat(read.of(Kind.MODEL)).hasSize(25);
        assertThat(read).isEqualTo(control.documents().read());
    }

    @Test
    void readTwentyFiveSwitchesOnThreePages() {
        for (int i = 0; i < 25; i++) {
            aws.fake.put(aws.names.switches() + "/provider/provider-" + i, "true");
        }

        StoredSwitches read = routes.ask("direct:read-switches", StoredSwitches.class);

        assertThat(read.switches())
                .extracting(Switch::path)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 25)
                        .mapToObj(i -> "provider/provider-" + i)
                        .toList());
        // one page for what is polled with them, three for the switches
        assertThat(aws.fake.calls("GetParametersByPath")).isEqualTo(4);
    }

    @Test
    void refuseToMixTwoRevisions() {
        control.documents().write(0, List.of(put(Kind.MODEL, "a", "1")), List.of());
        RegistryReading begun = RegistryReading.start(aws.tables(), 0, null).take(List.of(head(1)), null);
        while (!begun.left().equals(List.of(aws.tables().control()))) {
            begun = begun.take(List.of(), null);
        }

        RegistryReading ended = begun.take(List.of(head(2)), null);

        assertThat(ended.isUnfinished()).isFalse();
        assertThatThrownBy(ended::documents).isInstanceOf(StoreException.class);
    }

    @Test
    void failWhenAStoreDoesNotAnswer() {
        aws.fake.fault(FakeAws.Fault.BROKEN);

        assertThatThrownBy(() -> routes.ask("direct:read-registry", Documents.class))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> routes.ask("direct:read-switches", StoredSwitches.class))
                .isInstanceOf(RuntimeException.class);
    }

    private static Map<String, AttributeValue> head(long revision) {
        return Map.of(Items.REVISION, AttributeValue.fromN(Long.toString(revision)));
    }

    private static Change put(Kind kind, String id, String json) {
        return new Change(kind, id, new Document(json, Origin.ADMIN));
    }
}
