package gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.control.StoreException;
import gateway.routing.SumBatch;
import gateway.routing.SumStore;
import gateway.routing.SumStoreContract;
import gateway.routing.Sums;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DynamoSumsTest extends SumStoreContract {
    private final AwsFixture aws = new AwsFixture();

    @AfterEach
    void close() {
        aws.close();
    }

    @Override
    protected SumStore open() {
        return aws.sums();
    }

    @Test
    void refusesNumbersThatDynamoCannotAddUp() {
        SumStore store = open();

        assertThatThrownBy(() -> store.add(new SumBatch("one", 1, Map.of("a", new Sums(new double[] {-1e21})))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("'a' would have a number of 10^21 or more added");
        store.add(new SumBatch("one", 2, Map.of("a", new Sums(new double[] {-9e20, 1e-15, 1e-300}))));
        store.add(new SumBatch("one", 3, Map.of("a", new Sums(new double[] {1e-15, 1e-15, 0}))));

        assertThat(store.load()).isEqualTo(Map.of("a", new Sums(new double[] {-9e20, 2e-15, 0})));
    }

    @Test
    void refusesMoreNumbersThanATransactionHolds() {
        int most = SumItems.NUMBERS * SumItems.PARTS;

        open().add(new SumBatch("one", 1, Map.of("a", new Sums(new double[most]))));

        assertThat(open().load()).containsEntry("a", new Sums(new double[most]));
        assertThatThrownBy(() -> open().add(new SumBatch("one", 2, Map.of("b", new Sums(new double[most + 1])))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("'b' has 5941 numbers, and not 1 to 5940");
    }

    @Test
    void showsAKeyWithoutOneOfItsPartsAsUnsoundUntilItIsForgotten() {
        SumStore store = open();
        store.add(new SumBatch("one", 1, Map.of("a", new Sums(new double[130]), "b", new Sums(new double[] {2}))));
        aws.clients
                .dynamo()
                .deleteItem(delete -> delete.tableName(aws.tables().router()).key(SumItems.key("a", 1)));

        Map<String, Sums> loaded = store.load();

        assertThat(loaded.get("a")).isNotNull().returns(false, Sums::isSound);
        assertThat(loaded.get("b")).isEqualTo(new Sums(new double[] {2}));
        store.forget(List.of("a"));
        assertThat(store.load()).containsOnlyKeys("b");
    }
}
