package gateway.aws;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * The reading of all parameters, between two pages: AWS gives no more than ten at a time. Immutable.
 *
 * @param readNanos when it began, in nanoseconds of the process's ticker
 * @param left the paths whose turn has not ended, in order
 * @param token where the first path's next page begins; null = at its beginning
 * @param found the parameters so far
 */
public record SwitchReading(
        long readNanos, List<String> left, @Nullable String token, List<Parameter> found) {
    private static final int PAGE = 10;

    public SwitchReading {
        left = List.copyOf(left);
        found = List.copyOf(found);
    }

    /** Whether there is another page. */
    public boolean isUnfinished() {
        return !left.isEmpty();
    }

    /** What asks for the next page. */
    public GetParametersByPathRequest getRequest() {
        return GetParametersByPathRequest.builder()
                .path(left.getFirst())
                .recursive(true)
                .withDecryption(true)
                .maxResults(PAGE)
                .nextToken(token)
                .build();
    }

    /** This reading with one more page. */
    SwitchReading take(GetParametersByPathResponse page) {
        List<Parameter> more = new ArrayList<>(found);
        more.addAll(page.parameters());
        String next = page.nextToken();
        boolean last = next == null || next.isEmpty();
        return new SwitchReading(readNanos, last ? left.subList(1, left.size()) : left, last ? null : next, more);
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "SwitchReading[found=" + found.size() + "]";
    }
}
