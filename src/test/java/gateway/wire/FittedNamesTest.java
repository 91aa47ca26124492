package gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FittedNamesTest {
    private static final List<Supplier<FittedNames>> ALL = List.of(
            FittedNames::ofTools, FittedNames::ofAnthropicTools, FittedNames::ofFunctions, FittedNames::ofCalls);

    private final FittedNames names = FittedNames.ofCalls();

    @Test
    void leavesANameThatFits() {
        assertThat(names.fit("call_a.b:c-1")).isEqualTo("call_a.b:c-1");
        assertThat(names.originals()).isEmpty();
    }

    @Test
    void keepsDifferentNamesDifferent() {
        String common = "x".repeat(70);

        assertThat(names.fit(common + "1")).isNotEqualTo(names.fit(common + "2"));
        assertThat(names.fit("a/b")).isNotEqualTo(names.fit("a b"));
    }

    @Test
    void makesSomethingOfAnEmptyName() {
        assertThat(names.fit("")).isNotEmpty();
    }

    @Test
    void doesNotTakeANameThatIsThereAlready() {
        String made = names.fit("a/b");
        FittedNames again = FittedNames.ofCalls();
        again.keep(made);

        assertThat(again.fit("a/b")).isNotEqualTo(made).isEqualTo(again.fit("a/b"));
        assertThat(again.originals()).containsValue("a/b").doesNotContainKey(made);
    }

    @Test
    void beginsAsGoogleWantsIt() {
        assertThat(FittedNames.ofFunctions().fit("7up")).startsWith("_7up_");
        assertThat(FittedNames.ofTools().fit("7up")).isEqualTo("7up");
    }

    @Property(tries = 200)
    void fitsAnythingTheSameWayEachTime(@ForAll String one, @ForAll String other) {
        for (Supplier<FittedNames> each : ALL) {
            FittedNames fitted = each.get();
            String name = fitted.fit(one);

            assertThat(fitted.fits(name)).isTrue();
            assertThat(each.get().fit(one)).isEqualTo(name);
            assertThat(fitted.originals().getOrDefault(name, name)).isEqualTo(one);
            assertThat(fitted.fit(other).equals(name)).isEqualTo(other.equals(one));
        }
    }
}
