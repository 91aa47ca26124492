package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.control.Change;
import gateway.control.ControlData;
import gateway.control.ControlSnapshot;
import gateway.control.Document;
import gateway.control.Document.Origin;
import gateway.control.Documents;
import gateway.control.Kind;
import gateway.control.Seeding;
import gateway.model.Price;
import gateway.model.Registry;
import gateway.refresh.CheckRegistry;
import gateway.refresh.DeploymentPlaces;
import gateway.refresh.RefreshLog;
import gateway.refresh.SwapRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Prices hold by the day, and a table that does not hold changes nothing. */
class PriceTableTest {
    private static final SettingsLoader.Loaded SMALL = SettingsTexts.load(Map.of());
    private static final Documents SEEDED = Documents.NONE.with(3, Seeding.changes(Documents.NONE, SMALL.seed()));
    private static final String FIRST = price("4", "\"from\":\"2026-08-21\"");
    private static final String SECOND = price("6", "\"from\":\"2026-12-01\"");
    private static final String THIRD = price("9", "\"from\":\"2027-01-01\"");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-30T23:59:59Z"));
    private final InstantSource clock = now::get;
    private final CheckRegistry check = new CheckRegistry(new ControlReader(SMALL.settings(), Profile.EMBEDDED, clock));

    @Test
    void takesThePriceOfTheDayAlsoWhenNothingElseHasChanged() {
        Documents documents = priced(4, FIRST, SECOND, THIRD);
        ControlData before = check.apply(documents);
        ControlSnapshot snapshot = new ControlSnapshot(before, clock);
        SwapRegistry swap = new SwapRegistry(snapshot, new NoPlaces(), log(), () -> true, data -> {});

        now.set(Instant.parse("2026-12-01T00:00:00Z"));
        swap.apply(check.apply(documents));

        assertThat(price(before)).isEqualTo(expected(4, LocalDate.parse("2026-08-21")));
        assertThat(price(snapshot.data())).isEqualTo(expected(6, LocalDate.parse("2026-12-01")));
        assertThat(snapshot.data().revision()).isEqualTo(before.revision());
    }

    @Test
    void takesTheFirstPriceBeforeItsDayAndTheLastForEver() {
        Documents documents = priced(4, FIRST, SECOND, THIRD);

        now.set(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(price(check.apply(documents)).input()).isEqualTo(4);
        now.set(Instant.parse("2040-01-01T00:00:00Z"));
        assertThat(price(check.apply(documents)).input()).isEqualTo(9);
    }

    @Test
    void takesWhatReasoningPicturesAndEmbeddingsCost() {
        Documents documents = priced(4, price("4", "\"reasoning\":7,\"image\":3,\"embedding\":0"));

        assertThat(price(check.apply(documents)))
                .isEqualTo(new Price(4, 1, 5, 8, 20, 7, 3, 0, null, LocalDate.parse("2026-08-21")));
    }

    @Test
    void refusesChangesWithoutDayOrOutOfOrder() {
        assertThat(problems(FIRST, price("6", "\"image\":1")))
                .containsExactly("gateway.models.gpt-5.4-mini.deployments.mini-acme.price-changes[0].from is missing; "
                        + "it must be the first day on which the price holds");
        assertThat(problems(FIRST, THIRD, SECOND))
                .containsExactly("gateway.models.gpt-5.4-mini.deployments.mini-acme.price-changes[1].from must be later"
                        + " than the day of the price before it, 2027-01-01, is 2026-12-01");
        assertThat(problems(FIRST, SECOND, SECOND))
                .singleElement()
                .asString()
                .contains("price-changes[1].from must be later");
        assertThat(problems(SECOND, FIRST)).singleElement().asString().contains("price-changes[0].from must be later");
    }

    @Test
    void refusesNegativePricesUnknownKeysAndDaysThatAreNone() {
        assertThat(problems(price("-1", "\"image\":-2")))
                .hasSize(2)
                .allMatch(problem -> problem.contains("must be at least 0"));
        assertThat(problems(price("4", "\"reasonning\":1")))
                .singleElement()
                .asString()
                .contains("reasonning is unknown; did you mean reasoning?");
        assertThat(problems(price("4", "\"from\":\"2026-02-30\"")))
                .singleElement()
                .asString()
                .contains("from must be a day, such as 2026-08-21");
        assertThat(problems(price("0.5", "\"image\":1")))
                .singleElement()
                .asString()
                .contains("input must be");
    }

    @Test
    void keepsTheLastGoodTableWhenTheNextIsBroken() {
        ControlData good = check.apply(priced(4, FIRST, SECOND));
        ControlSnapshot snapshot = new ControlSnapshot(good, clock);
        SwapRegistry swap = new SwapRegistry(snapshot, new NoPlaces(), log(), () -> true, data -> {});

        assertThatThrownBy(() -> swap.apply(check.apply(priced(5, FIRST, price("-6", "\"from\":\"2026-12-01\"")))))
                .isInstanceOf(SettingsException.class);

        assertThat(snapshot.data()).isSameAs(good);
    }

    private List<String> problems(String price, String... changes) {
        return Objects.requireNonNull(
                        catchThrowableOfType(SettingsException.class, () -> check.apply(priced(4, price, changes))))
                .problems();
    }

    private static Documents priced(long revision, String price, String... changes) {
        String json = "{\"model\":\"gpt-5.4-mini\",\"provider\":\"acme\",\"upstream-name\":\"mini\",\"region\":\"eu\","
                + "\"residency\":\"eu\",\"priority\":0,\"weight\":1,\"price\":" + price
                + (changes.length == 0 ? "" : ",\"price-changes\":[" + String.join(",", changes) + "]") + "}";
        return SEEDED.with(
                revision, List.of(new Change(Kind.DEPLOYMENT, "mini-acme", new Document(json, Origin.ADMIN))));
    }

    private static String price(String input, String more) {
        return "{\"input\":" + input + ",\"cache-read\":1,\"cache-write\":5,\"cache-write-1h\":8,\"output\":20,"
                + "\"taken\":\"2026-08-21\"," + more + "}";
    }

    private static Price expected(long input, LocalDate from) {
        return new Price(input, 1, 5, 8, 20, 20, input, input, from, LocalDate.parse("2026-08-21"));
    }

    private static Price price(ControlData data) {
        return data.registry().all().getFirst().price();
    }

    private RefreshLog log() {
        return new RefreshLog(clock, unreadable -> {});
    }

    /** Deployments that need nothing. */
    private static final class NoPlaces implements DeploymentPlaces {
        @Override
        public void prepare(Registry next) {}

        @Override
        public void retire(Registry now) {}
    }
}
