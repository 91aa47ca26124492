package gateway.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which version of Anthropic's API a client speaks, and which of its betas it wants. Nobody else's API has them.
 *
 * @param version {@code anthropic-version}, such as {@code 2023-06-01}; null where it was not sent
 * @param betas the names in {@code anthropic-beta}, in order, each once
 */
public record ApiVersion(@Nullable String version, List<String> betas) {
    public static final ApiVersion NONE = new ApiVersion(null, List.of());

    public ApiVersion {
        betas = List.copyOf(betas);
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "ApiVersion[" + Redacted.shown(version) + ", betas=" + betas.size() + "]";
    }
}
