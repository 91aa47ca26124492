package gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FanTest {
    private final List<Call> calls =
            IntStream.range(0, Fan.WIDTH + 2).mapToObj(i -> new Call()).toList();
    private final Fan<String> fan = new Fan<>(calls, result -> !result.equals("bad"));
    private final CompletableFuture<List<String>> all = fan.start();

    @Test
    void beginsTheNextWhenOneHasEndedAndKeepsTheOrder() {
        assertThat(calls).filteredOn(Call::begun).hasSize(Fan.WIDTH);

        calls.get(1).future.complete("1");
        assertThat(calls).filteredOn(Call::begun).hasSize(Fan.WIDTH + 1);
        for (int i = calls.size() - 1; i >= 0; i--) {
            calls.get(i).future.complete(Integer.toString(i));
        }
        // the last began only now
        calls.getLast().future.complete("9");

        assertThat(all.join())
                .isEqualTo(IntStream.range(0, calls.size())
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void endsAllWithTheFirstFailure() {
        calls.get(2).future.completeExceptionally(new IllegalStateException("this one"));

        assertThat(all).isCompletedExceptionally();
        assertThat(all.exceptionNow()).hasMessage("this one");
        assertThat(calls.subList(0, Fan.WIDTH)).allMatch(call -> call.future.isDone());
        assertThat(calls).filteredOn(Call::begun).hasSize(Fan.WIDTH);
    }

    @Test
    void endsAllWithTheFirstThatIsNone() {
        calls.get(3).future.complete("bad");

        assertThat(all.join()).containsExactly("bad");
        assertThat(calls.get(0).future).isCancelled();
    }

    @Test
    void beginsNothingOnceItIsGivenUp() {
        fan.cancel();
        calls.get(0).future.complete("late");

        assertThat(calls).filteredOn(Call::begun).hasSize(Fan.WIDTH);
        assertThat(all).isCompletedExceptionally();
    }

    private static final class Call implements Fan.Leg<String> {
        private final CompletableFuture<String> future = new CompletableFuture<>();
        private boolean begun;

        @Override
        public CompletableFuture<String> start() {
            begun = true;
            return future;
        }

        @Override
        public void cancel() {
            future.cancel(true);
        }

        boolean begun() {
            return begun;
        }
    }
}
