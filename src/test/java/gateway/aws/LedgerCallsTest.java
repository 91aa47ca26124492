package gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.control.StoreException;
import gateway.quota.Counter;
import gateway.quota.Exchange;
import gateway.quota.LedgerReplica;
import gateway.quota.Measure;
import gateway.quota.Verdict;
import gateway.settings.AwsSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How often the ledger calls DynamoDB, and what it makes of calls that go wrong. */
class LedgerCallsTest {
    private static final Instant AT = Instant.parse("2099-11-26T12:00:10Z");
    private static final int LIMIT = 16_000;

    private final AwsFixture aws = new AwsFixture();
    private final FaultyDynamo dynamo = new FaultyDynamo(aws.clients.dynamo());
    private final LedgerReplica replica = new LedgerReplica(aws.ledger(dynamo), "one");
    private final LedgerReplica other = new LedgerReplica(aws.ledger(aws.clients.dynamo()), "other");

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void takesOneCallForAnExchangeOfSeveralCounters() {
        lease(replica, 4, 100);
        lease(replica, 4, 200);
        settle(replica, 4, 300, 0);

        assertThat(dynamo.calls()).containsExactly("TransactWriteItems", "TransactWriteItems", "TransactWriteItems");
    }

    @Test
    void takesOneCheaperCallForOneCounter() {
        lease(replica, 1, 100);
        settle(replica, 1, 100, 0);

        assertThat(dynamo.calls()).containsExactly("UpdateItem", "UpdateItem");
    }

    @Test
    void takesOneCallAlthoughOthersHaveTakenALittleMeanwhile() {
        lease(replica, 2, 100);
        lease(other, 2, 100);
        dynamo.calls();

        lease(replica, 2, 100);

        assertThat(dynamo.calls()).containsExactly("TransactWriteItems");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void learnsFromItsRefusalWhatOthersHaveTaken(int counters) {
        lease(replica, counters, 100);
        lease(other, counters, LIMIT / 2);
        dynamo.calls();

        Verdict verdict = lease(replica, counters, 100);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Done.class,
                        done -> assertThat(done.balances())
                                .allSatisfy(
                                        balance -> assertThat(balance.leased()).isEqualTo(LIMIT / 2 + 200)));
        assertThat(dynamo.calls()).hasSize(2).doesNotContain("BatchGetItem");
    }

    @Test
    void saysThatThereIsNoRoomOnlyOfWhatItHasJustRead() {
        lease(replica, 2, 100);
        lease(other, 2, LIMIT - 200);
        Verdict full = lease(replica, 2, 101);
        settle(other, 2, 0, 500);
        dynamo.calls();

        Verdict again = lease(replica, 2, 101);

        assertThat(full).isInstanceOf(Verdict.NoRoom.class);
        assertThat(again).isInstanceOf(Verdict.Done.class);
        assertThat(dynamo.calls()).containsExactly("BatchGetItem", "TransactWriteItems");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void recognisesAnExchangeWhoseAnswerWasLost(int counters) {
        lease(replica, counters, 100);
        dynamo.fail(FaultyDynamo.Fault.LOST_ANSWER);

        assertThatThrownBy(() -> settle(replica, counters, 60, 0)).isInstanceOf(StoreException.class);
        Verdict again = replica.repeat();

        assertThat(again)
                .isInstanceOfSatisfying(
                        Verdict.Done.class,
                        done -> assertThat(done.balances()).hasSize(counters).allSatisfy(balance -> {
                            assertThat(balance.spent()).isEqualTo(60);
                            assertThat(balance.held()).isEqualTo(40);
                        }));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void carriesOutAnExchangeThatDidNotArrive(int counters) {
        lease(replica, counters, 100);
        dynamo.fail(FaultyDynamo.Fault.LOST_CALL);

        assertThatThrownBy(() -> settle(replica, counters, 60, 0))
                .isInstanceOf(StoreException.class)
                .hasMessage("the ledger cannot be asked");
        Verdict again = replica.repeat();

        assertThat(again)
                .isInstanceOfSatisfying(
                        Verdict.Done.class,
                        done -> assertThat(done.balances())
                                .allSatisfy(
                                        balance -> assertThat(balance.spent()).isEqualTo(60)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void triesAgainWhileOthersWriteTheSameItems(int counters) {
        dynamo.fail(FaultyDynamo.Fault.CONFLICT, FaultyDynamo.Fault.CONFLICT, FaultyDynamo.Fault.CONFLICT);

        Verdict verdict = lease(replica, counters, 100);

        assertThat(verdict).isInstanceOf(Verdict.Done.class);
        assertThat(dynamo.calls()).hasSize(4);
    }

    @Test
    void givesUpWhenOthersWriteTheSameItemsForTooLong() {
        AtomicLong nanos = new AtomicLong();
        LedgerReplica hurried = new LedgerReplica(
                aws.ledger(
                        dynamo,
                        Duration.ofSeconds(60),
                        () -> nanos.addAndGet(Duration.ofSeconds(18).toNanos())),
                "hurried");
        dynamo.fail(FaultyDynamo.Fault.CONFLICT, FaultyDynamo.Fault.CONFLICT, FaultyDynamo.Fault.CONFLICT);

        assertThatThrownBy(() -> lease(hurried, 2, 100))
                .isInstanceOf(StoreException.class)
                .hasMessage("the ledger cannot be asked: others write too much");
        assertThat(dynamo.calls()).hasSize(3);
    }

    @Test
    void givesUpALedgerThatDoesNotAnswer() {
        aws.fake.fault(FakeAws.Fault.SILENT);
        try (AwsClients silent = AwsClients.open(
                new AwsSettings("eu-central-1", null, null, aws.fake.uri(), null, null, null),
                AwsLab.CREDENTIALS,
                new AwsNetwork(null, null))) {
            LedgerReplica waiting =
                    new LedgerReplica(aws.ledger(silent.dynamo(), Duration.ofMillis(300), System::nanoTime), "waiting");
            long begun = System.nanoTime();

            assertThatThrownBy(() -> lease(waiting, 2, 100)).isInstanceOf(StoreException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void letsDynamoForgetACounterSomeTimeAfterItsWindow() {
        lease(replica, 1, 100);

        Map<String, AttributeValue> item = item();

        assertThat(item)
                .containsEntry(
                        "expires",
                        AttributeValue.fromN(Long.toString(
                                Instant.parse("2099-12-03T00:00:00Z").getEpochSecond())))
                .containsEntry("taken", AttributeValue.fromN("100"))
                .containsEntry("lease-one", AttributeValue.fromS("100 100 1 2099-11-26T12:00:25Z"));
    }

    @Test
    void refusesALeaseThatItCannotRead() {
        aws.clients
                .dynamo()
                .putItem(put -> put.tableName(aws.tables().ledger())
                        .item(Map.of(
                                "counter", AttributeValue.fromS(counter(0).key()),
                                "taken", AttributeValue.fromN("1"),
                                "lease-other", AttributeValue.fromS("1 1 soon"))));

        assertThatThrownBy(() -> lease(replica, 1, 100))
                .isInstanceOf(StoreException.class)
                .hasMessage("the ledger holds a lease that cannot be read");
    }

    private Map<String, AttributeValue> item() {
        return aws.clients
                .dynamo()
                .getItem(get -> get.tableName(aws.tables().ledger())
                        .key(LedgerItems.key(counter(0).key()))
                        .consistentRead(true))
                .item();
    }

    /** Leases so much of so many counters. */
    private static Verdict lease(LedgerReplica replica, int counters, int amount) {
        return replica.send(
                AT,
                counters(counters).stream()
                        .map(each -> replica.lease(each, LIMIT, amount, amount))
                        .toArray(Exchange[]::new));
    }

    private static Verdict settle(LedgerReplica replica, int counters, int amount, int back) {
        return replica.send(
                AT,
                counters(counters).stream()
                        .map(each -> replica.settle(each, LIMIT, amount, back))
                        .toArray(Exchange[]::new));
    }

    private static List<Counter> counters(int count) {
        return IntStream.range(0, count).mapToObj(LedgerCallsTest::counter).toList();
    }

    private static Counter counter(int number) {
        return Counter.at("key/acme/" + number, Measure.USD_MONTH, ZoneOffset.UTC, AT);
    }
}
