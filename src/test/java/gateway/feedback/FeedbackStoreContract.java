package gateway.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of feedback must do. */
public abstract class FeedbackStoreContract {
    private static final Instant DECIDED = Instant.parse("2026-11-24T12:00:00.123456Z");
    private static final Instant SAID = Instant.parse("2026-11-26T08:00:00.5Z");

    /** Opens the store of this test; a second call opens the same data, as another process would. */
    protected abstract FeedbackStore open();

    @Test
    void knowsNothingAtFirst() {
        assertThat(open().find(List.of("one", "two"))).isEmpty();
        assertThat(open().find(List.of())).isEmpty();
    }

    @Test
    void keepsAllOfIt() {
        Feedback plain = feedback("one", 0.25, null);
        Feedback full = feedback("two/with:odd#characters ü", 1.0 / 3, "too_long.v-2");

        assertThat(open().add(plain)).isTrue();
        assertThat(open().add(full)).isTrue();

        assertThat(open().find(List.of("one", full.decision(), "three", "one")))
                .isEqualTo(Map.of("one", plain, full.decision(), full));
    }

    @Test
    void keepsTheFirstOfSeveralAboutOneDecision() {
        FeedbackStore store = open();
        Feedback first = feedback("one", 1, null);
        store.add(first);

        assertThat(store.add(feedback("one", 0, "changed_my_mind"))).isFalse();
        assertThat(open().add(first)).isFalse();

        assertThat(open().find(List.of("one"))).isEqualTo(Map.of("one", first));
    }

    @Test
    void keepsOneOfThoseThatComeAtOnce() throws Exception {
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            FeedbackStore store = open();
            Feedback one = feedback("one", i / 8.0, null);
            all.add(() -> store.add(one));
        }
        int kept = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> each : threads.invokeAll(all)) {
                kept += each.get() ? 1 : 0;
            }
        }

        assertThat(kept).isOne();
    }

    @Test
    void findsManyAtOnce() {
        FeedbackStore store = open();
        List<String> ids = IntStream.range(0, 250).mapToObj(i -> "id-" + i).toList();
        ids.forEach(id -> store.add(feedback(id, 0.5, null)));

        assertThat(open().find(ids)).hasSize(250).containsOnlyKeys(ids);
    }

    private static Feedback feedback(String decision, double score, @Nullable String reason) {
        return new Feedback(decision, DECIDED, "demo", "demo-key", "sonnet", score, reason, SAID);
    }
}
