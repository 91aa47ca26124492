package gateway.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.control.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
    private static final String SECRET = "words of a client";
    private static final ClaimKey KEY = new ClaimKey("acme", "openai-chat", "order-17");
    private static final Idempotency.Rules RULES =
            new Idempotency.Rules(Duration.ofHours(24), Duration.ofSeconds(30), 100);

    private final TestClock clock = new TestClock();
    private final MemoryReplies store = new MemoryReplies(clock);
    private final Told told = new Told();
    private final Idempotency one = engine();
    private final Idempotency two = engine();

    @Test
    void repeatsTheReplyAtAllReplicasUntilItExpires() {
        KeptReply reply = reply(SECRET, true);
        won(one, "a").keep(reply);

        assertThat(two.enter(KEY, "f", "b")).isEqualTo(new Entry.Repeat(reply));
        clock.pass(RULES.kept().minusMillis(1));
        assertThat(one.enter(KEY, "f", "c")).isEqualTo(new Entry.Repeat(reply));
        clock.pass(Duration.ofMillis(1));
        assertThat(two.enter(KEY, "f", "d")).isInstanceOf(Entry.First.class);
        assertThat(told.words()).containsExactly("first", "repeated", "repeated", "first");
    }

    @Test
    void tellsWhatIsInProgressAndWhatIsDifferent() {
        won(one, "a");

        assertThat(two.enter(KEY, "f", "b"))
                .isEqualTo(new Entry.InProgress(clock.instant().plus(RULES.lease())));
        assertThat(two.enter(KEY, "g", "b")).isEqualTo(new Entry.Different());
        assertThat(told.words()).containsExactly("first", "in_progress", "different");
    }

    @Test
    void holdsAClaimAsLongAsItsProcessLives() {
        OpenClaim claim = won(one, "a");
        for (int i = 0; i < 10; i++) {
            clock.pass(RULES.beat());
            one.renew();
        }
        assertThat(two.enter(KEY, "f", "b")).isInstanceOf(Entry.InProgress.class);
        assertThat(one.size()).isOne();

        claim.keep(reply("late", false));

        assertThat(one.size()).isZero();
        assertThat(two.enter(KEY, "f", "b")).isEqualTo(new Entry.Repeat(reply("late", false)));
    }

    @Test
    void givesAClaimUpWhoseProcessIsNotHeardOf() {
        OpenClaim late = won(one, "a");
        clock.pass(RULES.lease());
        OpenClaim now = won(two, "b");

        late.keep(reply("of the late one", false));
        one.renew();
        assertThat(one.enter(KEY, "f", "c")).isInstanceOf(Entry.InProgress.class);
        now.keep(reply("of the other", false));

        assertThat(one.enter(KEY, "f", "c")).isEqualTo(new Entry.Repeat(reply("of the other", false)));
    }

    @Test
    void endsAClaimOnce() {
        OpenClaim released = won(one, "a");
        released.release();
        released.keep(reply("too late", false));
        OpenClaim kept = won(two, "b");
        kept.keep(reply("kept", false));
        kept.release();

        assertThat(one.enter(KEY, "f", "c")).isEqualTo(new Entry.Repeat(reply("kept", false)));
    }

    @Test
    void keepsNoBodyThatIsTooLong() {
        won(one, "a").keep(reply("x".repeat(101), false));

        assertThat(two.enter(KEY, "f", "b"))
                .isEqualTo(new Entry.Repeat(new KeptReply(200, Map.of("content-type", "a"), null, false)));
        assertThat(told.words()).endsWith("not_kept");
    }

    @Test
    void keepsNothingThatCanBeReadWithoutTheClientsKey() {
        won(one, "a").keep(reply(SECRET, false));
        won(one, new ClaimKey("acme", "openai-chat", "order-18"), "a").keep(reply(SECRET, false));

        KeptReply kept = Objects.requireNonNull(store.kept(KEY.hash()));
        String stored = StandardCharsets.ISO_8859_1
                .decode(Objects.requireNonNull(kept.body()).duplicate())
                .toString();
        KeptReply other = Objects.requireNonNull(store.kept(new ClaimKey("acme", "openai-chat", "order-18").hash()));

        assertThat(stored).doesNotContain(SECRET).doesNotContain("words");
        assertThat(other.body()).isNotEqualTo(kept.body());
        assertThatThrownBy(() -> KEY.open(other)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> new ClaimKey("other", "openai-chat", "order-17").open(kept))
                .isInstanceOf(StoreException.class);
        assertThat(KEY.open(kept)).isEqualTo(reply(SECRET, false));
    }

    @Test
    void tellsADamagedReplyFromAGoodOne() {
        KeptReply sealed = KEY.seal(reply(SECRET, false), new SecureRandom());
        ByteBuffer body = Objects.requireNonNull(sealed.body());
        for (int i = 0; i < body.remaining(); i++) {
            byte[] bytes = new byte[body.remaining()];
            body.duplicate().get(bytes);
            bytes[i] ^= 1;
            KeptReply damaged = new KeptReply(200, Map.of(), ByteBuffer.wrap(bytes), false);
            assertThatThrownBy(() -> KEY.open(damaged)).isInstanceOf(StoreException.class);
        }
        assertThatThrownBy(() -> KEY.open(new KeptReply(200, Map.of(), ByteBuffer.allocate(3), false)))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void makesAnotherHashOfEveryOtherKey() {
        assertThat(KEY.hash()).matches("[0-9a-f]{64}");
        assertThat(new ClaimKey("acme", "openai-chat", "order-17").hash()).isEqualTo(KEY.hash());
        assertThat(new ClaimKey("acmeo", "penai-chat", "order-17").hash()).isNotEqualTo(KEY.hash());
        assertThat(new ClaimKey("acme", "openai-chatorder-17", "").hash()).isNotEqualTo(KEY.hash());
        assertThat(ClaimKey.hash("a", null)).isNotEqualTo(ClaimKey.hash("a", ""));
        assertThat(KEY.toString()).doesNotContain("order").doesNotContain(KEY.hash());
    }

    @Test
    void refusesToGuessWhileTheStoreIsAway() {
        OpenClaim claim = won(one, "a");
        store.away(true);

        assertThatThrownBy(() -> one.enter(KEY, "f", "b")).isInstanceOf(StoreException.class);
        one.renew();
        claim.release();
        one.forget();

        assertThat(told.words()).containsExactly("first", "unavailable", "no renew", "no release");
        store.away(false);
        clock.pass(RULES.lease());
        assertThat(two.enter(KEY, "f", "b")).isInstanceOf(Entry.First.class);
    }

    @Test
    void holdsNoClaimForEver() {
        won(one, "a");
        for (int i = 0; i < 400; i++) {
            clock.pass(RULES.beat());
            one.renew();
        }

        assertThat(one.size()).isZero();
        assertThat(two.enter(KEY, "f", "b")).isInstanceOf(Entry.First.class);
    }

    private Idempotency engine() {
        return new Idempotency(store, RULES, clock, new SecureRandom(), told);
    }

    private static OpenClaim won(Idempotency engine, String owner) {
        return won(engine, KEY, owner);
    }

    private static OpenClaim won(Idempotency engine, ClaimKey key, String owner) {
        Entry entry = engine.enter(key, "f", owner);
        assertThat(entry).isInstanceOf(Entry.First.class);
        return ((Entry.First) entry).claim();
    }

    private static KeptReply reply(String body, boolean stream) {
        return new KeptReply(
                200, Map.of("content-type", "a"), ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), stream);
    }
}
