package gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Redacted;
import gateway.session.PendingLogins.Pending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A login is ended once, in time, by the browser that began it. */
class PendingLoginsTest {
    private Instant now = Instant.parse("2026-11-27T12:00:00Z");
    private final PendingLogins logins = new PendingLogins(() -> now, new SplittableRandom(7));

    @Test
    void isEndedOnce() {
        Pending begun = begin("a");

        assertThat(end(begun)).isEqualTo(begun);
        assertThat(end(begun)).isNull();
        assertThat(Stream.of(begun.token(), begun.state(), begun.nonce(), begun.verifier())
                        .map(Redacted::value))
                .doesNotHaveDuplicates()
                .allMatch(each -> each.matches("[A-Za-z0-9_-]{43}"));
        assertThat(begun.toString()).isEqualTo("Pending[]");
    }

    @Test
    void isNotEndedByAnotherBrowserOrState() {
        Pending begun = begin("a");
        Pending other = begin("b");

        assertThat(logins.end(new Redacted("guessed"), begun.state().value())).isNull();
        assertThat(logins.end(other.token(), begun.state().value())).isNull();
        assertThat(logins.end(begun.token(), "guessed")).isNull();
        assertThat(end(begun)).isEqualTo(begun);
    }

    @Test
    void isOverAfterTenMinutes() {
        Pending begun = begin("a");
        now = now.plus(PendingLogins.LONGEST).minusMillis(1);
        Pending second = begin("a");
        now = now.plus(Duration.ofMillis(1));

        assertThat(end(begun)).isNull();
        assertThat(end(second)).isEqualTo(second);
    }

    @Test
    void losesItsOwnFirstWhereSomebodyBeginsMany() {
        Pending bystander = begin("b");
        List<Pending> many = Stream.generate(() -> {
                    now = now.plusMillis(1);
                    return begin("a");
                })
                .limit(101)
                .toList();

        assertThat(end(many.getFirst())).isNull();
        assertThat(end(many.get(1))).isNotNull();
        assertThat(end(many.getLast())).isNotNull();
        assertThat(end(bystander)).isNotNull();
    }

    @Test
    void hasRoomForFiveThousand() {
        Pending first = begin("first");
        for (int i = 0; i < 5_000; i++) {
            now = now.plusMillis(1);
            begin("address " + i);
        }

        assertThat(end(first)).isNull();
    }

    private Pending begin(String address) {
        return logins.begin(address, "live");
    }

    private @Nullable Pending end(Pending begun) {
        return logins.end(begun.token(), begun.state().value());
    }
}
