package gateway.http;

import gateway.app.TestGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * What the gateway says it holds, as {@code /metrics} has it.
 *
 * @param inFlight requests
 * @param bufferedBytes bytes of bodies
 */
public record Gauges(double inFlight, double bufferedBytes) {
    /** Reads them. */
    public static Gauges of(TestGateway gateway) {
        String text = metrics(gateway);
        return new Gauges(value(text, "serai_requests_in_flight "), value(text, "serai_requests_buffered_bytes "));
    }

    /** All of {@code /metrics}. */
    static String metrics(TestGateway gateway) {
        try (var in = URI.create(gateway.managementUrl() + "/metrics").toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether nothing is held. */
    public boolean idle() {
        return inFlight == 0 && bufferedBytes == 0;
    }

    private static double value(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .sum();
    }
}
