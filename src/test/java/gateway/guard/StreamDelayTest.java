package gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.GuardAction;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamDelayTest {
    private final StreamDelay delays = new StreamDelay(Engines.engine(), Policies.open(GuardAction.PSEUDONYMISE));

    @Test
    void letsAWordGoWhenTheNextOneBegins() {
        StreamDelay.Delay delay = delays.of("the answer to this question depends on what you need");

        assertThat(delay.first()).isLessThanOrEqualTo(3);
        assertThat(delay.held()).allMatch(held -> held <= 24);
    }

    @Test
    void letsAnOpeningWordGoThoughItHasACapital() {
        assertThat(delays.of("This is the answer").first())
                .isLessThan(delays.of("Anna is the answer").first());
        assertThat(delays.of("Hier ist die Antwort").first()).isLessThanOrEqualTo(5);
    }

    @Test
    void holdsWhatMayGoOn() {
        StreamDelay.Delay delay = delays.of("Call 030 901 820 now please and thanks");

        assertThat(delay.held().subList(0, 4)).containsExactly(4, 8, 12, 16);
        assertThat(delay.held().getLast()).isLessThanOrEqualTo(11);
    }

    @Test
    void neverHoldsMoreThanAWindowHowevermuchMayGoOn() {
        assertThat(delays.of("Anna ".repeat(200).strip()).held()).allMatch(held -> held <= Window.MOST + 6);
        assertThat(List.of(delays.of("A1 ".repeat(300).strip()).first())).allMatch(first -> first <= 50);
    }
}
