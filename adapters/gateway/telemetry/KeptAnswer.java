package gateway.telemetry;

import gateway.contract.AnswerSampler.Sample;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The pieces of one answer, as far as there is room; given away once, be it for nothing. */
final class KeptAnswer implements Sample {
    private final int most;
    private final Consumer<Supplier<List<String>>> looker;
    private final List<byte[]> pieces = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private int bytes;

    /**
     * Keeps nothing yet.
     *
     * @param most bytes
     * @param looker gets what makes the JSON texts, exactly once
     */
    KeptAnswer(int most, Consumer<Supplier<List<String>>> looker) {
        this.most = most;
        this.looker = looker;
    }

    @Override
    public synchronized void add(ByteBuffer more) {
        int length = more.remaining();
        if (ended.get() || length > most - bytes) {
            // later pieces would not fit the earlier ones
            bytes = most;
            return;
        }
        byte[] copy = new byte[length];
        more.duplicate().get(copy);
        pieces.add(copy);
        bytes += length;
    }

    @Override
    public void end() {
        if (ended.compareAndSet(false, true)) {
            List<byte[]> kept = kept();
            looker.accept(() -> kept.stream()
                    .map(piece -> new String(piece, StandardCharsets.UTF_8))
                    .toList());
        }
    }

    @Override
    public void end(Function<ByteBuffer, List<String>> decoder) {
        if (ended.compareAndSet(false, true)) {
            List<byte[]> kept = kept();
            looker.accept(() -> {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                kept.forEach(all::writeBytes);
                return decoder.apply(ByteBuffer.wrap(all.toByteArray()));
            });
        }
    }

    private synchronized List<byte[]> kept() {
        return List.copyOf(pieces);
    }
}
