package gateway.token;

import gateway.model.Deployment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of one request's input, for each deployment that may serve it. Immutable. */
public final class InputTokens {
    final Content content;
    private final List<Deployment> candidates;
    private final long[] upper;
    private final long[] likely;
    private final @Nullable Long[] counted;

    InputTokens(Content content, List<Deployment> candidates, long[] upper, long[] likely, @Nullable Long[] counted) {
        this.content = content;
        this.candidates = candidates;
        this.upper = upper;
        this.likely = likely;
        this.counted = counted;
    }

    /** More than it will be, but for rare texts: what reservations and checks go by. At most the context window. */
    public long upper(Deployment deployment) {
        return of(upper, deployment);
    }

    /** The best guess. */
    public long likely(Deployment deployment) {
        return of(likely, deployment);
    }

    List<Deployment> candidates() {
        return candidates;
    }

    /** What the model's own tokenizer counted of the texts; null where it was not asked. */
    @Nullable Long counted(Deployment deployment) {
        int index = index(deployment);
        return index < 0 ? null : counted[index];
    }

    /** Whether any model's own tokenizer was asked. */
    boolean isExact() {
        for (Long each : counted) {
            if (each != null) {
                return true;
            }
        }
        return false;
    }

    private long of(long[] tokens, Deployment deployment) {
        int index = index(deployment);
        if (index >= 0) {
            return tokens[index];
        }
        long most = 0;
        for (long each : tokens) {
            most = Math.max(most, each);
        }
        return most;
    }

    private int index(Deployment deployment) {
        for (int i = 0; i < upper.length; i++) {
            if (candidates.get(i).id().equals(deployment.id())) {
                return i;
            }
        }
        return -1;
    }
}
