package gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.control.Administrator;
import gateway.control.Administrator.Role;
import gateway.control.KeyHash;
import gateway.model.Redacted;
import gateway.session.Session.Holder;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A session ends when nobody uses it, when it is old, and when somebody ends it. */
class SessionsTest {
    private static final Redacted KEY = new Redacted("sk-serai-admin-test");

    private Instant now = Instant.parse("2026-11-27T12:00:00Z");
    private final Sessions sessions = new Sessions(() -> now, new SplittableRandom(7));

    @Test
    void standsForItsKey() {
        Sessions.Opened opened = sessions.open(KEY);
        Session found = sessions.find(opened.token(), true);

        assertThat(found).isEqualTo(opened.session());
        assertThat(opened.session().holder()).isEqualTo(new Holder.Key(new Redacted(KeyHash.of(KEY.value()))));
        assertThat(opened.token()).isNotEqualTo(opened.session().csrf());
        assertThat(sessions.find(new Redacted("guessed"), true)).isNull();
    }

    @Test
    void endsWhenNobodyUsesIt() {
        Redacted token = sessions.open(KEY).token();
        pass(Sessions.IDLE.minusSeconds(1));
        assertThat(sessions.find(token, true)).isNotNull();
        pass(Sessions.IDLE.minusSeconds(1));
        assertThat(sessions.find(token, true)).isNotNull();
        pass(Sessions.IDLE);
        assertThat(sessions.find(token, true)).isNull();
    }

    @Test
    void isNotUsedByAPageThatOnlyLooks() {
        Redacted token = sessions.open(KEY).token();
        pass(Sessions.IDLE.dividedBy(2));
        assertThat(sessions.find(token, false)).isNotNull();
        pass(Sessions.IDLE.dividedBy(2));
        assertThat(sessions.find(token, false)).isNull();
    }

    @Test
    void endsHoweverMuchItIsUsed() {
        Redacted token = sessions.open(KEY).token();
        for (Duration used = Duration.ZERO; used.compareTo(Sessions.LONGEST) < 0; used = used.plusMinutes(20)) {
            assertThat(sessions.find(token, true)).isNotNull();
            pass(Duration.ofMinutes(20));
        }
        assertThat(sessions.find(token, true)).isNull();
    }

    @Test
    void endsWhenSomebodyEndsIt() {
        Redacted token = sessions.open(KEY).token();
        Redacted other = sessions.open(KEY).token();
        sessions.close(token);

        assertThat(sessions.find(token, true)).isNull();
        assertThat(sessions.find(other, true)).isNotNull();
    }

    @Test
    void keepsTheThousandThatWereUsedLast() {
        Redacted first = sessions.open(KEY).token();
        Redacted second = sessions.open(KEY).token();
        pass(Duration.ofSeconds(1));
        sessions.find(first, true);
        for (int i = 0; i < 999; i++) {
            sessions.open(KEY);
        }

        assertThat(sessions.find(second, true)).isNull();
        assertThat(sessions.find(first, true)).isNotNull();
    }

    @Test
    void lastsAsLongAsItsPersonMayStayAndNeverLonger() {
        Holder jane = new Holder.Person(new Administrator("sso:jane", Role.VIEWER, null), null);
        Sessions.Opened brief = sessions.open(jane, Duration.ofMinutes(5));
        Sessions.Opened endless = sessions.open(jane, Duration.ofDays(5));

        assertThat(brief.session().until()).isEqualTo(now.plus(Duration.ofMinutes(5)));
        assertThat(endless.session().until()).isEqualTo(now.plus(Sessions.LONGEST));
        assertThat(brief.session().toString()).doesNotContain("jane");
        pass(Duration.ofMinutes(5));
        assertThat(sessions.find(brief.token(), true)).isNull();
        assertThat(sessions.find(endless.token(), true)).isNotNull();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
