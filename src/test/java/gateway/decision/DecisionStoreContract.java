package gateway.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of decision records must do. */
public abstract class DecisionStoreContract {
    private static final Instant AT = Instant.parse("2026-11-24T12:00:00.123456Z");
    private static final Instant BEFORE = AT.minusSeconds(3600);
    private static final Instant AFTER = AT.plusSeconds(3600);

    /** Opens the store of this test; a second call opens the same data, as another process would. */
    protected abstract DecisionStore open();

    @Test
    void knowsNothingAtFirst() {
        DecisionStore store = open();

        assertThat(store.find("unknown")).isNull();
        assertThat(store.search(query(null, null, null, 10))).isEmpty();
        assertThat(store.residency(BEFORE, AFTER)).isEmpty();
    }

    @Test
    void findsServedAndRefusedRequestsById() {
        StoredDecision served = served("one", AT, "demo", "sonnet", "complete");
        StoredDecision refused = refused("two", AT, "demo", "", "model_not_found");

        open().append(List.of(served, refused));

        assertThat(open().find("one")).isEqualTo(served);
        assertThat(open().find("two")).isEqualTo(refused);
        assertThat(open().find("three")).isNull();
    }

    @Test
    void findsTheNewestAnswerOfATenantByTheIdThatItsClientKnows() {
        StoredDecision first = answered("one", AT, "demo", "chatcmpl-877");
        StoredDecision again = answered("two", AT.plusMillis(1), "demo", "chatcmpl-877");
        StoredDecision other = answered("three", AT.plusMillis(2), "other", "chatcmpl-877");
        StoredDecision odd = answered("four", AT, "a#b", "c#d");
        DecisionStore store = open();
        store.append(List.of(first, again, other, odd, served("five", AT, "demo", "sonnet", "complete")));

        assertThat(open().findAnswer("demo", "chatcmpl-877")).isEqualTo(again);
        assertThat(open().findAnswer("other", "chatcmpl-877")).isEqualTo(other);
        assertThat(open().findAnswer("a#b", "c#d")).isEqualTo(odd);
        assertThat(open().findAnswer("a", "b#c#d")).isNull();
        assertThat(open().findAnswer("nobody", "chatcmpl-877")).isNull();
        assertThat(open().findAnswer("demo", "two")).isNull();
        assertThat(open().find("two")).isEqualTo(again);
        assertThat(open().search(query("a#b", null, null, 10))).containsExactly(odd);
    }

    @Test
    void keepsEveryCharacterOfARecord() {
        String json = "{\"steps\":[\"Grüße 你好 👋 '\"," + "\"ü€\",".repeat(5_000) + "1]}";
        StoredDecision odd = new StoredDecision(
                "id/with:odd#characters ü",
                AT,
                "tenant/ß",
                "org/model:1",
                "dep loyment",
                "eu-central-1",
                "eu",
                "eu",
                "complete",
                json);

        open().append(List.of(odd));

        assertThat(open().find(odd.id())).isEqualTo(odd);
        assertThat(open().search(query("tenant/ß", null, null, 10))).containsExactly(odd);
    }

    @Test
    void keepsNothingOfAnEmptyList() {
        open().append(List.of());

        assertThat(open().search(query(null, null, null, 10))).isEmpty();
    }

    @Test
    void keepsOneRecordOfARequestThatIsWrittenTwice() {
        StoredDecision record = served("one", AT, "demo", "sonnet", "complete");
        DecisionStore store = open();

        store.append(List.of(record));
        store.append(List.of(record));

        assertThat(store.search(query(null, null, null, 10))).containsExactly(record);
        assertThat(store.residency(BEFORE, AFTER))
                .singleElement()
                .extracting(ResidencyCount::calls)
                .isEqualTo(1L);
    }

    @Test
    void takesMoreRecordsAtOnceThanFitOnAPage() {
        List<StoredDecision> many = many(300);

        open().append(many);

        assertThat(open().search(query(null, null, null, 1000))).containsExactlyElementsOf(many.reversed());
    }

    @Test
    void listsTheNewestFirstUpToTheLimit() {
        List<StoredDecision> many = many(20);
        DecisionStore store = open();
        store.append(many.subList(10, 20));
        store.append(many.subList(0, 10));

        assertThat(store.search(query(null, null, null, 5)))
                .containsExactlyElementsOf(many.reversed().subList(0, 5));
        assertThat(store.search(query("demo", null, null, 5)))
                .containsExactlyElementsOf(many.reversed().subList(0, 5));
        assertThat(store.search(query(null, "sonnet", null, 5)))
                .containsExactlyElementsOf(many.reversed().subList(0, 5));
    }

    @Test
    void searchesFromAMomentToBeforeAnother() {
        List<StoredDecision> many = many(10);
        DecisionStore store = open();
        store.append(many);

        List<StoredDecision> found =
                store.search(new DecisionQuery(many.get(3).at(), many.get(7).at(), null, null, null, 100));

        assertThat(found).containsExactlyElementsOf(many.subList(3, 7).reversed());
        assertThat(store.search(new DecisionQuery(AT, AT, null, null, null, 100)))
                .isEmpty();
    }

    @Test
    void searchesAcrossDays() {
        List<StoredDecision> days = IntStream.range(0, 10)
                .mapToObj(i -> served("day-" + i, AT.plusSeconds(86_400L * i), "demo", "sonnet", "complete"))
                .toList();
        DecisionStore store = open();
        store.append(days);

        assertThat(store.search(new DecisionQuery(AT, AT.plusSeconds(86_400L * 30), null, null, null, 100)))
                .containsExactlyElementsOf(days.reversed());
        assertThat(store.search(new DecisionQuery(AT, AT.plusSeconds(86_400L * 30), "demo", null, null, 4)))
                .containsExactlyElementsOf(days.reversed().subList(0, 4));
    }

    @Test
    void searchesByTenantModelAndResult() {
        StoredDecision one = served("1", AT, "demo", "sonnet", "complete");
        StoredDecision two = served("2", AT.plusMillis(1), "demo", "haiku", "failed");
        StoredDecision three = served("3", AT.plusMillis(2), "other", "sonnet", "complete");
        StoredDecision four = refused("4", AT.plusMillis(3), "other", "sonnet", "switched_off");
        DecisionStore store = open();
        store.append(List.of(one, two, three, four));

        assertThat(store.search(query("demo", null, null, 10))).containsExactly(two, one);
        assertThat(store.search(query(null, "sonnet", null, 10))).containsExactly(four, three, one);
        assertThat(store.search(query(null, null, "complete", 10))).containsExactly(three, one);
        assertThat(store.search(query("other", "sonnet", null, 10))).containsExactly(four, three);
        assertThat(store.search(query("demo", null, "failed", 10))).containsExactly(two);
        assertThat(store.search(query(null, "sonnet", "switched_off", 10))).containsExactly(four);
        assertThat(store.search(query("other", "sonnet", "complete", 10))).containsExactly(three);
        assertThat(store.search(query("other", "haiku", "complete", 10))).isEmpty();
    }

    @Test
    void findsARareResultBehindManyOthers() {
        DecisionStore store = open();
        StoredDecision rare = refused("rare", AT.minusSeconds(1), "demo", "sonnet", "blocked_by_guardrail");
        store.append(List.of(rare));
        store.append(many(300));

        assertThat(store.search(query(null, null, "blocked_by_guardrail", 1))).containsExactly(rare);
        assertThat(store.search(query("demo", null, "blocked_by_guardrail", 1))).containsExactly(rare);
    }

    @Test
    void countsServedCallsByWhere() {
        DecisionStore store = open();
        store.append(List.of(
                at("1", AT, "demo", "eu", "eu", "eu-central-1", "sonnet-eu"),
                at("2", AT.plusMillis(1), "demo", "eu", "eu", "eu-central-1", "sonnet-eu"),
                at("3", AT.plusMillis(2), "demo", "any", "eu", "eu-central-1", "sonnet-eu"),
                at("4", AT.plusMillis(3), "demo", "any", "any", "us", "sonnet-us"),
                at("5", AT.plusMillis(4), "other", "any", "any", "us", "sonnet-us"),
                refused("6", AT.plusMillis(5), "demo", "sonnet", "no_deployment_in_region"),
                at("7", AFTER, "demo", "eu", "eu", "eu-central-1", "sonnet-eu"),
                at("8", BEFORE.minusMillis(1), "demo", "eu", "eu", "eu-central-1", "sonnet-eu")));

        assertThat(store.residency(BEFORE, AFTER))
                .containsExactlyInAnyOrder(
                        new ResidencyCount("demo", "eu", "eu", "eu-central-1", "sonnet-eu", 2),
                        new ResidencyCount("demo", "any", "eu", "eu-central-1", "sonnet-eu", 1),
                        new ResidencyCount("demo", "any", "any", "us", "sonnet-us", 1),
                        new ResidencyCount("other", "any", "any", "us", "sonnet-us", 1));
    }

    @Test
    void keepsWhatIsYoungEnoughWhenOlderRecordsExpire() {
        List<StoredDecision> many = many(10);
        DecisionStore store = open();
        store.append(many);

        store.expire(many.get(4).at());

        assertThat(store.search(query(null, null, null, 100)))
                .containsAll(many.subList(4, 10))
                .isSubsetOf(many);
    }

    private static DecisionQuery query(
            @Nullable String tenant, @Nullable String model, @Nullable String result, int limit) {
        return new DecisionQuery(BEFORE, AFTER, tenant, model, result, limit);
    }

    private static List<StoredDecision> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> served("id-" + i, AT.plusMillis(i), "demo", "sonnet", "complete"))
                .toList();
    }

    private static StoredDecision at(
            String id,
            Instant at,
            String tenant,
            String required,
            String guaranteed,
            String region,
            String deployment) {
        return new StoredDecision(id, at, tenant, "sonnet", deployment, region, required, guaranteed, "complete", "{}");
    }

    private static StoredDecision served(String id, Instant at, String tenant, String model, String result) {
        return new StoredDecision(
                id, at, tenant, model, model + "-eu", "eu-central-1", "any", "eu", result, "{\"id\":\"" + id + "\"}");
    }

    private static StoredDecision answered(String id, Instant at, String tenant, String completion) {
        return new StoredDecision(
                id, at, tenant, "sonnet", "sonnet-eu", "eu", "any", "eu", "complete", completion, "{}");
    }

    private static StoredDecision refused(String id, Instant at, String tenant, String model, String result) {
        return new StoredDecision(id, at, tenant, model, null, null, "eu", null, result, "{}");
    }
}
