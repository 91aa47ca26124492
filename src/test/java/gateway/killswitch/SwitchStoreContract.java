package gateway.killswitch;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Ticker;
import gateway.killswitch.Switch.Mode;
import gateway.killswitch.Switch.Scope;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of kill switches must do. */
public abstract class SwitchStoreContract {
    private static final Instant SINCE = Instant.parse("2026-11-24T12:00:00.123456Z");
    private static final Instant UNTIL = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** Opens the store of this test; a second call opens the same data, as another process would. */
    protected abstract SwitchStore open(Ticker ticker);

    /** Changes the registry once, as an administrator does; returns its new revision. */
    protected abstract long changeRegistry();

    /** Makes the entry of a switch that is there senseless. */
    protected abstract void damage(Scope scope, String name);

    @Test
    void holdsNothingAtFirst() {
        StoredSwitches stored = open().read();

        assertThat(stored.switches()).isEmpty();
        assertThat(stored.unreadable()).isEmpty();
        assertThat(stored.registryRevision()).isZero();
    }

    @Test
    void showsAnotherProcessASwitchWithAllItHas() {
        Switch forGood = new Switch(
                Scope.PROVIDER, "anthropic", "Störung: \"5xx\" 你好 👋\nsee page", Mode.CUT, "ops", SINCE, null);
        Switch forAWhile = thrown(Scope.MODEL, "sonnet", UNTIL);

        SwitchStore store = open();
        store.put(forGood);
        store.put(forAWhile);

        assertThat(open().read().switches()).containsExactlyInAnyOrder(forGood, forAWhile);
    }

    @Test
    void keepsSwitchesOfEveryScopeApart() {
        List<Switch> all = Stream.of(Scope.values())
                .map(scope -> thrown(scope, scope == Scope.GLOBAL ? "all" : "same", null))
                .toList();
        SwitchStore store = open();

        all.forEach(store::put);
        store.remove(Scope.MODEL, "same");

        assertThat(store.read().switches())
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().filter(each -> each.scope() != Scope.MODEL).toList());
    }

    @Test
    void throwsASwitchAnew() {
        SwitchStore store = open();
        store.put(thrown(Scope.GLOBAL, "all", UNTIL));

        Switch anew = new Switch(Scope.GLOBAL, "all", "worse", Mode.CUT, "other", SINCE.plusSeconds(9), null);
        open().put(anew);

        assertThat(store.read().switches()).containsExactly(anew);
    }

    @Test
    void takesASwitchBack() {
        SwitchStore store = open();
        store.put(thrown(Scope.TENANT, "demo", null));
        store.put(thrown(Scope.TENANT, "other", null));

        open().remove(Scope.TENANT, "demo");

        assertThat(store.read().switches()).containsExactly(thrown(Scope.TENANT, "other", null));
    }

    @Test
    void removesWhatIsNotThereWithoutComplaint() {
        SwitchStore store = open();
        store.put(thrown(Scope.TENANT, "demo", null));

        store.remove(Scope.TENANT, "unknown");
        store.remove(Scope.GLOBAL, "all");

        assertThat(store.read().switches()).containsExactly(thrown(Scope.TENANT, "demo", null));
    }

    @Test
    void throwsASwitchAgainThatWasTakenBack() {
        SwitchStore store = open();
        store.put(thrown(Scope.ROUTE, "openai-chat", null));
        store.remove(Scope.ROUTE, "openai-chat");

        store.put(thrown(Scope.ROUTE, "openai-chat", UNTIL));

        assertThat(store.read().switches()).containsExactly(thrown(Scope.ROUTE, "openai-chat", UNTIL));
    }

    @Test
    void keepsEveryCharacterOfAName() {
        List<Switch> odd = Stream.of("org/model:1.5", "a b", "a_20b", "Ü-模型-👋", "*", "..", "%2F", "MODEL", "model")
                .map(name -> thrown(Scope.MODEL, name, null))
                .toList();
        SwitchStore store = open();

        odd.forEach(store::put);

        assertThat(open().read().switches()).containsExactlyInAnyOrderElementsOf(odd);
        odd.forEach(each -> store.remove(each.scope(), each.name()));
        assertThat(store.read().switches()).isEmpty();
    }

    @Test
    void readsMoreSwitchesThanFitOnAPage() {
        List<Switch> many = IntStream.range(0, 25)
                .mapToObj(i -> thrown(Scope.DEPLOYMENT, "deployment-" + i, i % 2 == 0 ? null : UNTIL))
                .toList();
        SwitchStore store = open();

        many.forEach(store::put);

        assertThat(open().read().switches()).containsExactlyInAnyOrderElementsOf(many);
    }

    @Test
    void countsASwitchThatMakesNoSenseAsOnAndHoldsBackNoOther() {
        SwitchStore store = open();
        store.put(new Switch(Scope.PROVIDER, "anthropic", "x", Mode.CUT, "ops", SINCE, SINCE.plusSeconds(1)));
        store.put(thrown(Scope.MODEL, "sonnet", UNTIL));
        damage(Scope.PROVIDER, "anthropic");

        StoredSwitches stored = store.read();

        assertThat(stored.unreadable()).singleElement().asString().contains("provider/anthropic");
        assertThat(stored.switches())
                .contains(thrown(Scope.MODEL, "sonnet", UNTIL))
                .filteredOn(each -> each.path().equals("provider/anthropic"))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.until()).isNull();
                    assertThat(each.mode()).isEqualTo(Mode.DRAIN);
                    assertThat(each.reason()).isNotBlank().isNotEqualTo("x");
                });
    }

    @Test
    void takesBackASwitchThatMakesNoSense() {
        SwitchStore store = open();
        store.put(thrown(Scope.PROVIDER, "anthropic", null));
        damage(Scope.PROVIDER, "anthropic");

        store.remove(Scope.PROVIDER, "anthropic");

        assertThat(store.read().switches()).isEmpty();
        assertThat(store.read().unreadable()).isEmpty();
    }

    @Test
    void tellsTheRevisionOfTheRegistry() {
        SwitchStore store = open();
        long first = changeRegistry();

        assertThat(store.read().registryRevision()).isEqualTo(first);

        long second = changeRegistry();

        assertThat(second).isGreaterThan(first);
        assertThat(store.read().registryRevision()).isEqualTo(second);
        assertThat(open().read().registryRevision()).isEqualTo(second);
    }

    @Test
    void showsEverythingThatStoodThereWhenTheReadingBegan() {
        SwitchStore writer = open();
        AtomicLong nanos = new AtomicLong();
        // the clock is asked before the data, so what is written meanwhile belongs to that reading
        SwitchStore reader = open(() -> {
            writer.put(thrown(Scope.TENANT, "tenant-" + nanos.incrementAndGet(), null));
            return nanos.get();
        });

        StoredSwitches stored = reader.read();

        assertThat(stored.readNanos()).isPositive();
        assertThat(stored.switches()).extracting(Switch::name).contains("tenant-" + stored.readNanos());
    }

    private SwitchStore open() {
        return open(System::nanoTime);
    }

    private static Switch thrown(Scope scope, String name, @Nullable Instant until) {
        return new Switch(scope, name, "incident", Mode.DRAIN, "ops", SINCE, until);
    }
}
