package gateway.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.drill.GatewayProcess;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whatever happens to a request, nothing of it is found in what a gateway writes or tells to others. */
class ZeroPiiTest {
    private static final int REQUESTS = 464;

    @Test
    void nothingOfAnyRequestIsWrittenAnywhere() throws Exception {
        List<Text> texts = InventedTexts.of(REQUESTS);
        LeakSearch search = new LeakSearch();
        texts.forEach(text -> text.values().forEach(value -> search.add(value.kind(), value.value())));
        Map<String, byte[]> sinks = new LinkedHashMap<>();
        Map<Mishap, Map<Integer, Integer>> statuses;
        GatewayProcess gateway = Traffic.gateway();
        try (gateway) {
            statuses = Traffic.send(gateway, texts);
            sinks.putAll(Sinks.told(gateway));
            Sinks.files(gateway.folder()).forEach((name, content) -> sinks.put("while it runs: " + name, content));
        }
        sinks.putAll(Sinks.files(gateway.folder()));

        assertThat(statuses).hasSize(Mishap.values().length);
        statuses.forEach((mishap, seen) ->
                assertThat(seen.keySet()).as("%s ended by %s", mishap, seen).containsAnyElementsOf(mishap.statuses()));
        assertThat(sinks.keySet())
                .contains("log", "/metrics", "/admin/v1/audit", "threads", "decisions.db", "serai.db");
        assertThat(new String(Objects.requireNonNull(sinks.get("log")), StandardCharsets.UTF_8))
                .contains("\"code\":\"model_not_found\"");
        assertThat(Sinks.search(search, sinks)).isEmpty();
    }
}
