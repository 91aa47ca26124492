package gateway.model;

import org.jspecify.annotations.Nullable;

/**
 * Sends a copy of a share of the requests for one name to another model, whose answers nobody is given.
 *
 * @param to id of the model
 * @param share 0 to 1
 * @param judge compares a share of the two answers; null = nobody does
 */
public record Mirroring(String to, double share, @Nullable Judging judge) {
    /** One whose answers nobody compares. */
    public Mirroring(String to, double share) {
        this(to, share, null);
    }
}
