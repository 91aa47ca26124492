package gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.judge.SpareWork;
import gateway.model.Completion;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Examples;
import gateway.model.FinishReason;
import gateway.model.Original;
import gateway.model.Part;
import gateway.model.Residency;
import gateway.model.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every store in which replicas share answers, and for the two tiers above it. */
public abstract class SharedAnswersContract {
    protected static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Deployment US = Examples.deployment("us", Residency.ANY, 0, 1);
    private static final CacheKey KEY = new CacheKey("acme", "0123456789abcdef");
    private static final String TEXT = "MARK-OF-THE-ANSWER";

    private final Map<String, Deployment> deployments = new HashMap<>(Map.of("us", US));
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);

    /** The store, whose time is {@link #now}. */
    protected abstract SharedAnswers open();

    /** The time. */
    protected Instant now() {
        return now.get();
    }

    @Test
    void givesAReplicaWhatAnotherHasKept() {
        SharedAnswers store = open();
        Kept kept = kept(TEXT);
        replica(store).put(KEY, kept);

        assertThat(replica(store).find(KEY)).isEqualTo(kept);
    }

    @Test
    void givesNobodyElseAnything() {
        SharedAnswers store = open();
        replica(store).put(KEY, kept(TEXT));

        assertThat(replica(store).find(new CacheKey("other", KEY.hash()))).isNull();
        assertThat(replica(store).find(new CacheKey("acme", "another question")))
                .isNull();
    }

    @Test
    void givesNothingThatIsTooOld() {
        SharedAnswers store = open();
        replica(store).put(KEY, kept(TEXT));
        now.set(NOW.plus(Duration.ofHours(2)));

        assertThat(replica(store).find(KEY)).isNull();
    }

    @Test
    void givesNothingOfADeploymentThatIsAnotherNow() {
        SharedAnswers store = open();
        replica(store).put(KEY, kept(TEXT));
        deployments.put("us", Examples.deployment("us", Residency.EU, 0, 1));

        assertThat(replica(store).find(KEY)).isNull();

        deployments.remove("us");
        assertThat(replica(store).find(KEY)).isNull();
    }

    @Test
    void keepsALongAnswerInMemoryAlone() {
        SharedAnswers store = open();
        TieredAnswers one = replica(store);
        Kept kept = kept("x".repeat(store.maxBytes()));
        one.put(KEY, kept);

        assertThat(one.find(KEY)).isEqualTo(kept);
        assertThat(replica(store).find(KEY)).isNull();
    }

    @Test
    void keepsOneThatIsAlmostTooLong() {
        SharedAnswers store = open();
        Kept kept = kept("x".repeat(store.maxBytes() - 2_000));
        replica(store).put(KEY, kept);

        assertThat(replica(store).find(KEY)).isEqualTo(kept);
    }

    @Test
    void seesNeitherContentNorTenant() {
        SharedAnswers store = open();
        AtomicReference<String> seen = new AtomicReference<>("");
        replica(new SharedAnswers() {
                    @Override
                    public byte @Nullable [] find(String key) {
                        return store.find(key);
                    }

                    @Override
                    public void put(String key, byte[] answer, Instant until) {
                        seen.set(key + new String(answer, StandardCharsets.ISO_8859_1));
                    }

                    @Override
                    public int maxBytes() {
                        return store.maxBytes();
                    }
                })
                .put(KEY, kept(TEXT));

        assertThat(seen.get()).isNotEmpty().doesNotContain(TEXT, "acme", KEY.hash());
    }

    @Test
    void takesAStoreThatHangsForAMiss() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        TieredAnswers tiers = new TieredAnswers(
                memory(),
                new SharedAnswers() {
                    @Override
                    public byte @Nullable [] find(String key) {
                        try {
                            hangs.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return new byte[0];
                    }

                    @Override
                    public void put(String key, byte[] answer, Instant until) {}

                    @Override
                    public int maxBytes() {
                        return 1_000;
                    }
                },
                deployments::get,
                new SpareWork(Thread::startVirtualThread, 1),
                Duration.ofMillis(50),
                new SplittableRandom(1),
                this::now,
                System::nanoTime);

        assertThat(tiers.find(KEY)).isNull();
        hangs.countDown();
    }

    private TieredAnswers replica(SharedAnswers store) {
        // its calls are made at once, so that a test need not wait for what is written behind
        return new TieredAnswers(
                memory(),
                store,
                deployments::get,
                new SpareWork(Runnable::run, 1),
                LONG,
                new SplittableRandom(1),
                this::now,
                System::nanoTime);
    }

    private MemoryAnswers memory() {
        return new MemoryAnswers(10 << 20, this::now);
    }

    private static Kept kept(String text) {
        return new Kept(
                US,
                new Completion(
                        "id",
                        "model",
                        List.of(
                                new Part.Thinking("why", "seal"),
                                new Part.RedactedThinking("opaque"),
                                new Part.Text(text)),
                        FinishReason.STOP_SEQUENCE,
                        "END",
                        new Usage(9, 1, 2, 3, 5, 4, 1)),
                new Original(Dialect.ANTHROPIC, "{\"a\":1}"),
                List.of("seed"),
                NOW,
                NOW.plus(Duration.ofHours(1)));
    }
}
