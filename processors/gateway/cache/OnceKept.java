package gateway.cache;

import gateway.model.Attempt;
import gateway.model.Completion;
import gateway.model.Keeper;
import gateway.model.Original;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds one answer from its end at the provider to its end at the caller. Thread-safe. */
final class OnceKept implements Keeper {
    private final Instant asked;
    private final Instant until;
    private final int maxBytes;
    private final Consumer<Kept> place;
    private final Runnable over;
    private final AtomicReference<@Nullable Kept> come = new AtomicReference<>();

    /**
     * Takes when its request came, until when it may be given again, how long it may be, and where it is kept.
     *
     * @param over is run once nothing more will be kept, perhaps again
     */
    OnceKept(Instant asked, Instant until, int maxBytes, Consumer<Kept> place, Runnable over) {
        this.asked = asked;
        this.until = until;
        this.maxBytes = maxBytes;
        this.place = place;
        this.over = over;
    }

    @Override
    public void came(Attempt.Answered served, Completion completion, @Nullable Original original) {
        if (Cacheable.isWhole(completion)) {
            Kept kept = new Kept(served.deployment(), completion, original, served.lost(), asked, until);
            come.set(kept.bytes() <= maxBytes ? kept : null);
        }
    }

    @Override
    public void keep() {
        Kept kept = come.getAndSet(null);
        if (kept != null) {
            place.accept(kept);
        }
        over.run();
    }

    @Override
    public void giveUp() {
        come.set(null);
        over.run();
    }
}
