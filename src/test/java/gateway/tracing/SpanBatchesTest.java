package gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import gateway.http.Waiting;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpanBatchesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final int ROOM = 16_384;
    private static final int MANY = 3_000;
    private static final SpanSink NOWHERE =
            new SpanSink(spans -> {}, () -> Instant.EPOCH, System::nanoTime, new Random(1));
    private static final CallSpan SPAN =
            new CallTrace("4bf92f3577b34da6a3ce929d0e0e4736", SpanContext.getInvalid(), "call", NOWHERE).root();

    private final Queue<Integer> sent = new ConcurrentLinkedQueue<>();

    @Test
    void sendsAtOnceWhatIsMuch() {
        try (SpanBatches batches = new SpanBatches((spans, count) -> sent.add(count), NEVER)) {
            batches.accept(Collections.nCopies(MANY, SPAN));

            assertThat(Waiting.until(SOON, () -> sent.contains(MANY))).isTrue();
        }
    }

    @Test
    void sendsTheRestInTimeAndAtItsEnd() {
        try (SpanBatches batches = new SpanBatches((spans, count) -> sent.add(count), Duration.ofMillis(20))) {
            batches.accept(List.of(SPAN));
            assertThat(Waiting.until(SOON, () -> sent.contains(1))).isTrue();

            batches.accept(List.of(SPAN, SPAN));
        }
        assertThat(sent.stream().mapToInt(count -> count).sum()).isEqualTo(3);
    }

    @Test
    void losesNoneOfManyThreads() throws InterruptedException {
        int threads = 8;
        int each = 2_000;
        try (SpanBatches batches = new SpanBatches(this::read, NEVER)) {
            List<Thread> calls = IntStream.range(0, threads)
                    .mapToObj(i -> Thread.ofVirtual().start(() -> {
                        for (int n = 0; n < each; n++) {
                            batches.accept(List.of(SPAN));
                        }
                    }))
                    .toList();
            for (Thread call : calls) {
                call.join();
            }
        }
        assertThat(sent.stream().mapToInt(count -> count).sum()).isEqualTo(threads * each);
    }

    @Test
    void dropsWhatFindsNoRoomAndGoesOn() {
        CountDownLatch answered = new CountDownLatch(1);
        SpanBatches.Sender slow = (spans, count) -> {
            sent.add(count);
            awaitQuietly(answered);
        };
        try (SpanBatches batches = new SpanBatches(slow, NEVER)) {
            batches.accept(Collections.nCopies(MANY, SPAN));
            assertThat(Waiting.until(SOON, () -> !sent.isEmpty())).isTrue();
            for (int i = 0; i < 2 * ROOM; i++) {
                batches.accept(List.of(SPAN));
            }
            answered.countDown();
        }
        assertThat(sent.stream().mapToInt(count -> count).sum())
                .as("as many as fit while the collector was slow")
                .isEqualTo(MANY + ROOM);
    }

    private void read(ByteArrayOutputStream spans, int count) {
        try {
            assertThat(ScopeSpans.parseFrom(spans.toByteArray()).getSpansCount())
                    .isEqualTo(count);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        sent.add(count);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
