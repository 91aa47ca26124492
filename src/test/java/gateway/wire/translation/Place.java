package gateway.wire.translation;

import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Limits;
import gateway.model.ModelKind;
import gateway.model.Price;
import gateway.model.Request;
import gateway.model.Residency;
import java.net.URI;
import java.util.List;

/** A kind of provider, and what it is sent. */
interface Place {
    /** As tables call it. */
    String title();

    /** What it is sent. */
    Sent send(Request request);

    /**
     * A provider's request.
     *
     * @param body JSON, or a request of an SDK, which knows when it equals another
     * @param lost the client's fields that it does not carry
     */
    record Sent(Object body, List<String> lost) {}

    /** A deployment there. */
    static Deployment deployment(Dialect dialect, String endpoint, String upstream, ModelKind kind) {
        return new Deployment(
                "test",
                "test-model",
                "test-provider",
                dialect,
                URI.create(endpoint),
                upstream,
                "eu",
                Residency.EU,
                "main",
                new Price(1, 1, 1, 1, 1),
                100_000,
                8_192,
                1,
                1,
                Limits.NONE,
                kind);
    }
}
