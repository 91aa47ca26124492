package gateway.quota;

import gateway.quota.LedgerRow.Next;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Replicas that use a counter as chance has it: they lease, use, settle, give back, lose answers and repeat, fall
 * silent until their leases are gone, and die. None uses more than it has open.
 */
final class RandomReplicas {
    static final int STEPS = 60;
    private static final int REPLICAS = 3;
    private static final int LEASE_SECONDS = 15;

    private final Counter counter;
    private final Random random;
    private final long limit;
    private final List<Replica> alive = new ArrayList<>();
    private LedgerRow row = LedgerRow.EMPTY;
    private Instant now = Instant.parse("2026-11-26T12:00:10Z");
    private long used;
    private int named;
    private int repeats;
    private int refusals;
    private int gone;

    RandomReplicas(Counter counter, Random random) {
        this.counter = counter;
        this.random = random;
        this.limit = random.nextLong(0, 200);
        for (int i = 0; i < REPLICAS; i++) {
            alive.add(new Replica("r" + named++));
        }
    }

    LedgerRow row() {
        return row;
    }

    long limit() {
        return limit;
    }

    /** What was really used, also by the dead. */
    long used() {
        return used;
    }

    int repeats() {
        return repeats;
    }

    int refusals() {
        return refusals;
    }

    int gone() {
        return gone;
    }

    /** Lets something happen. */
    void step() {
        int which = random.nextInt(alive.size());
        Replica replica = alive.get(which);
        switch (random.nextInt(10)) {
            case 0 -> now = now.plusSeconds(random.nextInt(LEASE_SECONDS));
            case 1 -> {
                if (random.nextInt(3) == 0) {
                    alive.set(which, new Replica("r" + named++));
                }
            }
            case 2, 3, 4 -> replica.use();
            default -> replica.speak(random.nextInt(4) == 0);
        }
    }

    /** Lets all settle and give back, and the leases of the dead expire. */
    void end() {
        alive.forEach(Replica::finish);
        now = now.plusSeconds(LEASE_SECONDS + 1);
        new Replica("last").finish();
    }

    private final class Replica {
        private final String id;
        private long number;
        private long sequence;
        private long held;
        private long open;
        /** Used, but not told yet. */
        private long pending;
        /** Whose answer is not known. */
        private @Nullable Exchange unanswered;

        private @Nullable Instant unansweredEnd;

        Replica(String id) {
            this.id = id;
        }

        /** Uses of what is open. */
        void use() {
            long amount = Math.min(open - pending, random.nextLong(0, 10));
            if (amount > 0 && unanswered == null) {
                pending += amount;
                used += amount;
            }
        }

        void speak(boolean answerIsLost) {
            if (unanswered == null) {
                long back = random.nextInt(3) == 0 ? random.nextLong(0, held - pending + 1) : 0;
                long need = random.nextLong(0, 25);
                exchange(back, need, need + random.nextLong(0, 60), need + random.nextLong(0, 10));
            } else {
                repeats++;
            }
            answer(answerIsLost);
        }

        void finish() {
            if (unanswered != null) {
                answer(false);
            }
            exchange(held - pending, 0, 0, 0);
            answer(false);
        }

        private void exchange(long back, long need, long want, long open) {
            number++;
            unanswered = new Exchange(counter, limit, sequence, pending, back, need, want, open);
            unansweredEnd = now.plusSeconds(LEASE_SECONDS);
        }

        private void answer(boolean isLost) {
            Exchange asked = unanswered;
            Instant end = unansweredEnd;
            if (asked == null || end == null) {
                return;
            }
            Next next = row.exchange(id, number, now, end, asked);
            if (next instanceof Next.Changed changed) {
                row = changed.row();
            }
            if (isLost) {
                return;
            }
            unanswered = null;
            switch (next) {
                case Next.Changed changed -> take(changed.balance());
                case Next.Same same -> take(same.balance());
                case Next.NoRoom _ -> refusals++;
                case Next.Gone _ -> {
                    // what was used lay within what was open, and is lost
                    gone++;
                    pending = 0;
                    held = 0;
                    open = 0;
                    sequence = 0;
                }
            }
        }

        private void take(Balance balance) {
            pending = 0;
            held = balance.held();
            open = balance.open();
            sequence = balance.sequence();
        }
    }
}
