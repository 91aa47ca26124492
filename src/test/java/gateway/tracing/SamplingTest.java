package gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingTest {
    private static final int MANY = 100_000;
    private static final long SEED = 7;
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ParameterizedTest
    // five standard deviations of as many throws
    @CsvSource({"0, 0, 0", "0.1, 9500, 10500", "0.5, 49200, 50800", "1, 100000, 100000"})
    void takesItsShare(double share, long least, long most) {
        Sampling sampling = sampling(share);

        long taken = IntStream.range(0, MANY)
                .mapToObj(i -> sampling.trace(SpanContext.getInvalid()))
                .filter(Objects::nonNull)
                .peek(id -> assertThat(TraceId.isValid(id)).isTrue())
                .count();

        assertThat(taken).isBetween(least, most);
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void leavesTheDecisionToTheClient(double share) {
        Sampling sampling = sampling(share);

        assertThat(sampling.trace(client(TraceFlags.getSampled()))).isEqualTo(TRACE);
        assertThat(sampling.trace(client(TraceFlags.getDefault()))).isNull();
    }

    @Test
    void takesOtherIdsEachTime() {
        Sampling sampling = sampling(1);

        assertThat(sampling.trace(SpanContext.getInvalid())).isNotEqualTo(sampling.trace(SpanContext.getInvalid()));
    }

    private static Sampling sampling(double share) {
        return new Sampling(share, new Random(SEED)::nextLong);
    }

    private static SpanContext client(TraceFlags flags) {
        return SpanContext.createFromRemoteParent(TRACE, "00f067aa0ba902b7", flags, TraceState.getDefault());
    }
}
