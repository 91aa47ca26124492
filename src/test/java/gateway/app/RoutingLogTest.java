package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.admin.AdminServer;
import gateway.decision.StoredDecision;
import gateway.feedback.Feedback;
import gateway.model.Context;
import gateway.model.Redacted;
import gateway.model.Routing.Candidate;
import gateway.routing.evaluation.Logged;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The router's own log comes through the admin API as it was written. */
class RoutingLogTest {
    private static final Instant AT = Instant.parse("2026-11-26T11:00:00Z");

    @Test
    void readsWhatTheAdminApiHandsOut() throws IOException {
        try (AdminServer server = new AdminServer();
                AdminClient client = new AdminClient(URI.create(server.url()), new Redacted(server.adminKey()))) {
            keep(server, "one", AT, "demo");
            keep(server, "two", AT.plusSeconds(1), "clinic");
            RoutingLog log = new RoutingLog(client);

            List<Logged> all = log.read("2026-11-26T00:00:00Z", "2026-11-27T00:00:00Z", null);

            assertThat(all).hasSize(2).first().isEqualTo(logged("one"));
            assertThat(log.read("2026-11-26T00:00:00Z", "2026-11-27T00:00:00Z", "clinic"))
                    .containsExactly(logged("two"));
            assertThat(log.read("2026-11-25T00:00:00Z", "2026-11-26T00:00:00Z", null))
                    .isEmpty();
        }
    }

    private static Logged logged(String id) {
        return new Logged(
                0.2,
                0.01,
                new Context("f1", new double[] {1, -0.25, 1e-7}),
                List.of(
                        new Candidate("opus", "opus-eu", 0.9, 0.02, 1.5, 0.7, 0.75),
                        new Candidate("haiku", "haiku-eu", 0.6, 0.001, 0.5, 0.59, 0.25)),
                "haiku",
                true,
                false,
                true,
                id.equals("one") ? 0.25 : 0.5,
                0.001023,
                0.0085);
    }

    private static void keep(AdminServer server, String id, Instant at, String tenant) {
        String json = """
                {"id":"%s","model":"auto","policy":"bandit/1","cost_micro_usd":1023,"first_byte_ms":8.5,"total_ms":20.25,
                 "routing":{"objective":"balanced","cost_weight":0.2,"latency_weight":0.01,"explored":true,"shadow":false,
                   "fallback":true,"feature_version":"f1","features":[1,-0.25,1E-7],
                   "candidates":[{"model":"opus","deployment":"opus-eu","quality":0.9,"usd":0.02,"seconds":1.5,
                                  "utility":0.7,"propensity":0.75},
                                 {"model":"haiku","deployment":"haiku-eu","quality":0.6,"usd":0.001,"seconds":0.5,
                                  "utility":0.59,"propensity":0.25}]}}""".formatted(id);
        server.keep(
                new StoredDecision(id, at, tenant, "haiku", "haiku-eu", "eu", "any", "eu", "complete", json),
                new Feedback(id, at, tenant, "k", "haiku", id.equals("one") ? 0.25 : 0.5, null, at.plusSeconds(60)));
    }
}
