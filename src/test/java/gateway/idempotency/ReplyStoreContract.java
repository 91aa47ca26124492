package gateway.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of claims and kept replies must do. */
public abstract class ReplyStoreContract {
    private static final Claim WON = new Claim.Won();
    private static final Claim DIFFERENT = new Claim.Different();
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Map<String, String> HEADERS =
            Map.of("content-type", "application/json", "x-serai-decision", "a: b", "x-empty", "");

    protected final TestClock clock = new TestClock();

    /** Opens the store of this test; a second call opens the same data, as another process would. */
    protected abstract ReplyStore open();

    @Test
    void isWonByOneOfThoseThatComeAtOnce() throws Exception {
        List<Callable<Claim>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ReplyStore store = open();
            String owner = "o" + i;
            all.add(() -> store.claim("k", "f", owner, in(LEASE)));
        }
        List<Claim> claims = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Claim> each : threads.invokeAll(all)) {
                claims.add(each.get());
            }
        }

        assertThat(claims).containsOnlyOnce(WON).containsOnly(WON, new Claim.Busy(in(LEASE)));
    }

    @Test
    void isWonOnceMoreByWhomHasWon() {
        assertThat(claim("k", "f", "one")).isEqualTo(WON);
        assertThat(claim("k", "f", "one")).isEqualTo(WON);
        assertThat(claim("k", "f", "two")).isEqualTo(new Claim.Busy(in(LEASE)));
    }

    @Test
    void tellsAnotherRequestWithTheSameKey() {
        claim("k", "f", "one");

        assertThat(claim("k", "g", "two")).isEqualTo(DIFFERENT);
        assertThat(claim("k", "g", "one")).isEqualTo(DIFFERENT);
        assertThat(claim("l", "g", "two")).isEqualTo(WON);

        open().keep("k", "one", reply("body"), in(DAY));
        assertThat(claim("k", "g", "two")).isEqualTo(DIFFERENT);
    }

    @Test
    void givesTheKeptReplyToEverybody() {
        KeptReply reply = reply("{\"ü\":1}");
        claim("k", "f", "one");

        open().keep("k", "one", reply, in(DAY));
        open().keep("k", "one", reply("later"), in(DAY));
        open().release("k", "one");
        open().renew("k", "one", in(DAY.multipliedBy(2)));

        assertThat(claim("k", "f", "two")).isEqualTo(new Claim.Done(reply));
        assertThat(claim("k", "f", "one")).isEqualTo(new Claim.Done(reply));
    }

    @Test
    void keepsRepliesWithoutABodyAndWithAnEmptyAndALongOne() {
        byte[] bytes = new byte[1_234_567];
        new Random(1).nextBytes(bytes);
        for (ByteBuffer body : new @Nullable ByteBuffer[] {null, ByteBuffer.allocate(0), ByteBuffer.wrap(bytes)}) {
            String key = "k" + (body == null ? "" : body.remaining());
            KeptReply reply = new KeptReply(200, Map.of(), body, body != null);
            claim(key, "f", "one");

            open().keep(key, "one", reply, in(DAY));

            assertThat(claim(key, "f", "two")).isEqualTo(new Claim.Done(reply));
        }
    }

    @Test
    void givesAClaimToAnotherOnceItHasExpired() {
        claim("k", "f", "one");
        clock.pass(LEASE.minusMillis(1));
        assertThat(claim("k", "f", "two")).isEqualTo(new Claim.Busy(in(Duration.ofMillis(1))));
        clock.pass(Duration.ofMillis(1));

        assertThat(claim("k", "f", "two")).isEqualTo(WON);

        open().keep("k", "one", reply("of the first"), in(DAY));
        open().release("k", "one");
        open().renew("k", "one", in(DAY));
        assertThat(claim("k", "f", "three")).isEqualTo(new Claim.Busy(in(LEASE)));

        open().keep("k", "two", reply("of the second"), in(DAY));
        assertThat(claim("k", "f", "one")).isEqualTo(new Claim.Done(reply("of the second")));
    }

    @Test
    void looksWithoutAClaim() {
        assertThat(open().find("k")).isNull();
        claim("k", "f", "one");
        assertThat(open().find("k")).isEqualTo(new Claim.Busy(in(LEASE)));

        open().keep("k", "one", reply("body"), in(DAY));
        assertThat(open().find("k")).isEqualTo(new Claim.Done(reply("body")));
        assertThat(open().find("l")).isNull();

        claim("l", "f", "one");
        clock.pass(LEASE);
        assertThat(open().find("l")).isNull();
        assertThat(claim("l", "g", "two")).isEqualTo(WON);
        clock.pass(DAY);
        assertThat(open().find("k")).isNull();
    }

    @Test
    void putsOffTheEndOfAClaim() {
        claim("k", "f", "one");
        Instant later = in(LEASE.multipliedBy(2));
        open().renew("k", "one", later);
        open().renew("k", "two", in(DAY));
        open().renew("l", "one", in(DAY));
        clock.pass(LEASE);

        assertThat(claim("k", "f", "two")).isEqualTo(new Claim.Busy(later));
        assertThat(claim("l", "f", "two")).isEqualTo(WON);
    }

    @Test
    void forgetsAClaimThatIsGivenUp() {
        claim("k", "f", "one");
        open().release("k", "two");
        assertThat(claim("k", "f", "two")).isEqualTo(new Claim.Busy(in(LEASE)));

        open().release("k", "one");
        open().release("k", "one");

        assertThat(claim("k", "g", "two")).isEqualTo(WON);
    }

    @Test
    void forgetsAReplyThatHasExpired() {
        claim("old", "f", "one");
        open().keep("old", "one", reply("old"), in(DAY));
        clock.pass(Duration.ofHours(1));
        claim("young", "f", "one");
        open().keep("young", "one", reply("young"), in(DAY));
        clock.pass(DAY.minusHours(1));

        open().forget();

        assertThat(claim("old", "g", "two")).isEqualTo(WON);
        assertThat(claim("young", "f", "two")).isEqualTo(new Claim.Done(reply("young")));
    }

    @Test
    void deletesWhatIsKeptAndNoClaim() {
        claim("kept", "f", "one");
        open().keep("kept", "one", reply("long".repeat(200_000)), in(DAY));
        claim("held", "f", "one");

        open().delete("kept");
        open().delete("kept");
        open().delete("held");

        assertThat(open().find("kept")).isNull();
        assertThat(open().find("held")).isEqualTo(new Claim.Busy(in(LEASE)));
    }

    @Test
    void keepsTheReplyOfAClaimThatWasRenewedTooLate() {
        claim("k", "f", "one");
        clock.pass(LEASE.multipliedBy(2));
        open().forget();
        assertThat(open().find("k")).isNull();

        open().keep("k", "one", reply("late"), in(DAY));

        assertThat(claim("k", "f", "two")).isEqualTo(new Claim.Done(reply("late")));
    }

    /** The moment after a while. */
    protected final Instant in(Duration time) {
        return clock.instant().plus(time);
    }

    private Claim claim(String key, String fingerprint, String owner) {
        return open().claim(key, fingerprint, owner, in(LEASE));
    }

    private static KeptReply reply(String body) {
        return new KeptReply(200, HEADERS, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), false);
    }
}
