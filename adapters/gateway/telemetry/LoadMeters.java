package gateway.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.DoubleSupplier;

/** Shows how much the gateway has to do. */
public final class LoadMeters {
    private LoadMeters() {}

    /**
     * Shows it from now on.
     *
     * @param inFlight requests from their first byte to the end of their answer
     * @param bufferedBytes bytes of request bodies in memory
     */
    public static void show(DoubleSupplier inFlight, DoubleSupplier bufferedBytes, MeterRegistry meters) {
        Gauge.builder("serai.requests.in_flight", inFlight::getAsDouble)
                .description("Requests from their first byte to the end of their answer")
                .register(meters);
        Gauge.builder("serai.requests.buffered_bytes", bufferedBytes::getAsDouble)
                .description("Bytes of request bodies held in memory")
                .register(meters);
    }
}
