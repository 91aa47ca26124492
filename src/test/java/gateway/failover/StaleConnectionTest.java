package gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.failover.OneShotServer.End;
import gateway.failover.Overlay.Place;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pooled connection that has died unnoticed is no failure of its deployment. */
class StaleConnectionTest {
    private static final Map<String, OneShotServer> SERVERS = new LinkedHashMap<>();

    private static TestGateway gateway;
    private static Client client;

    @BeforeAll
    static void start() {
        Overlay overlay = new Overlay().provider("spare", "openai", "spare.test");
        for (End end : End.values()) {
            for (String when : new String[] {"whole", "streamed", "new"}) {
                OneShotServer server = OneShotServer.start(when.equals("new") ? 0 : 1, end);
                String id = end.name().toLowerCase(Locale.ROOT) + "-" + when;
                SERVERS.put(id, server);
                overlay.provider(id, "openai", id + ".test", "127.0.0.1:" + server.port())
                        .model(
                                "target-" + id,
                                new Place(id + "-1", id, "target", false),
                                new Place(id + "-2", "spare", "target", false));
            }
        }
        gateway = TestGateway.start(overlay.yaml());
        client = new Client(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SERVERS.values().forEach(OneShotServer::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"close-whole", "close-streamed", "reset-whole", "reset-streamed"})
    void isTriedOnceMoreOnTheSameDeployment(String id) {
        OneShotServer server = Objects.requireNonNull(SERVERS.get(id));
        boolean stream = id.endsWith("streamed");
        Reply first = client.ask(Api.OPENAI, "target-" + id, stream, Map.of());

        Reply second = client.ask(Api.OPENAI, "target-" + id, stream, Map.of());

        assertThat(first.header("x-serai-deployment")).isEqualTo(id + "-1");
        assertThat(second.header("x-serai-deployment")).isEqualTo(id + "-1");
        assertThat(second.header("x-serai-attempts")).isEqualTo("1");
        assertThat(second.body()).contains("Well.");
        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"close-new", "reset-new"})
    void isNotTriedAgainWhereTheConnectionWasNew(String id) {
        OneShotServer server = Objects.requireNonNull(SERVERS.get(id));

        Reply reply = client.ask("target-" + id);

        assertThat(reply.header("x-serai-deployment")).isEqualTo(id + "-2");
        assertThat(reply.header("x-serai-attempts")).isEqualTo("2");
        assertThat(server.requests()).isEqualTo(1);
    }
}
