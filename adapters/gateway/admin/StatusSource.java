package gateway.admin;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the status tells beside the snapshots.
 *
 * @param version of this program
 * @param environment name of the environment
 * @param profile {@code embedded} or {@code aws}
 * @param notReady why calls may not come; null if they may
 * @param registry how the last refresh of models, tenants and keys went
 * @param switches how the last refresh of kill switches went
 * @param unreadable switches in the store that make no sense
 */
public record StatusSource(
        String version,
        String environment,
        String profile,
        Supplier<@Nullable String> notReady,
        Supplier<Refreshed> registry,
        Supplier<Refreshed> switches,
        Supplier<List<String>> unreadable) {
    /**
     * How a refresh went.
     *
     * @param succeeded when the store was last read and its content taken; null = never
     * @param problem why it failed since then, without content; null = it did not
     */
    public record Refreshed(
            @Nullable Instant succeeded, @Nullable String problem) {}
}
