package gateway.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random calls, ends, renewals, kills and pauses at three replicas over one store: whatever their order, a request is
 * paid for once, unless it was given up or its process was not heard of for the lease.
 */
class IdempotencyPropertyTest {
    private static final int RUNS = 400;
    private static final int STEPS = 120;
    private static final Idempotency.Rules RULES =
            new Idempotency.Rules(Duration.ofDays(30), Duration.ofSeconds(30), 1_000);
    private static final List<ClaimKey> KEYS = List.of(
            new ClaimKey("acme", "openai-chat", "1"),
            new ClaimKey("acme", "anthropic-messages", "1"),
            new ClaimKey("other", "openai-chat", "1"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void paysOnceUnlessAClaimHasExpired(long seed) {
        Random random = new Random(seed);
        int repeated = 0;
        int expired = 0;
        for (int i = 0; i < RUNS; i++) {
            Run run = new Run(random);
            for (int step = 0; step < STEPS; step++) {
                run.step();
            }
            repeated += run.repeated;
            expired += run.expired;
        }
        // the runs have seen what they are about
        assertThat(repeated).isGreaterThan(RUNS);
        assertThat(expired).isGreaterThan(RUNS / 10);
    }

    /** A call that was won and has no end yet. */
    private record Running(ClaimKey key, int replica, OpenClaim claim, String reply) {}

    private static final class Run {
        private final Random random;
        private final TestClock clock = new TestClock();
        private final MemoryReplies store = new MemoryReplies(clock);
        private final List<Idempotency> replicas = new ArrayList<>();
        private final List<Running> running = new ArrayList<>();
        /** Replies that were finished, by key: what was paid for. */
        private final Map<ClaimKey, List<String>> paid = new HashMap<>();
        /** What repetitions were given, by key. */
        private final Map<ClaimKey, Set<String>> given = new HashMap<>();
        /** Calls whose claim was taken over, or that died with their process, by key. */
        private final Map<ClaimKey, Integer> lost = new HashMap<>();

        private int number;
        private int repeated;
        private int expired;

        Run(Random random) {
            this.random = random;
            for (int i = 0; i < 3; i++) {
                replicas.add(replica());
            }
        }

        void step() {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> call();
                case 4 -> finish();
                case 5 -> giveUp();
                case 6, 7 -> pass(Duration.ofMillis(random.nextInt(120_000)), random.nextInt(4) == 0);
                case 8 -> pass(RULES.beat(), true);
                default -> kill();
            }
            KEYS.forEach(this::check);
        }

        private void call() {
            ClaimKey key = KEYS.get(random.nextInt(KEYS.size()));
            int replica = random.nextInt(replicas.size());
            String id = "call-" + number++;
            switch (replicas.get(replica).enter(key, "f", id)) {
                case Entry.First first -> {
                    if (running.stream().anyMatch(each -> each.key().equals(key))) {
                        expired++;
                        lost.merge(key, 1, Integer::sum);
                    }
                    running.add(new Running(key, replica, first.claim(), id));
                }
                case Entry.Repeat repeat -> {
                    repeated++;
                    given.computeIfAbsent(key, each -> new HashSet<>())
                            .add(StandardCharsets.UTF_8
                                    .decode(Objects.requireNonNull(
                                                    repeat.reply().body())
                                            .duplicate())
                                    .toString());
                }
                case Entry.InProgress progress -> assertThat(progress.until()).isAfter(clock.instant());
                case Entry.Different different -> throw new AssertionError("all requests are the same");
            }
        }

        private void finish() {
            if (!running.isEmpty()) {
                Running done = running.remove(random.nextInt(running.size()));
                paid.computeIfAbsent(done.key(), each -> new ArrayList<>()).add(done.reply());
                done.claim()
                        .keep(new KeptReply(
                                200, Map.of(), ByteBuffer.wrap(done.reply().getBytes(StandardCharsets.UTF_8)), false));
            }
        }

        private void giveUp() {
            if (!running.isEmpty()) {
                running.remove(random.nextInt(running.size())).claim().release();
            }
        }

        /** Time passes; a replica that is stopped by its machine does not renew its claims. */
        private void pass(Duration time, boolean renewed) {
            clock.pass(time);
            if (renewed) {
                replicas.forEach(Idempotency::renew);
            }
        }

        private void kill() {
            int replica = random.nextInt(replicas.size());
            running.removeIf(each -> each.replica() == replica);
            replicas.set(replica, replica());
        }

        private void check(ClaimKey key) {
            assertThat(paid.getOrDefault(key, List.of())).hasSizeLessThanOrEqualTo(1 + lost.getOrDefault(key, 0));
            assertThat(given.getOrDefault(key, Set.of())).hasSizeLessThanOrEqualTo(1);
            assertThat(paid.getOrDefault(key, List.of())).containsAll(given.getOrDefault(key, Set.of()));
        }

        private Idempotency replica() {
            return new Idempotency(store, RULES, clock, random, new Told());
        }
    }
}
