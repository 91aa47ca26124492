package gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.app.TestGateway;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.failover.Overlay.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream that breaks off in its middle is gone on with by a deployment of any dialect, and nobody sees the seam. */
class ContinueTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEXT =
            "The caravan left at dawn, and by noon it had crossed the dry river. Nobody spoke"
                    + " of the wells; everybody counted the water. At night the youngest asked how far it was, and the oldest"
                    + " said that it was as far as the stars, and a little nearer than home.";
    private static final List<Integer> PLACES = List.of(1, 10, Words.count(TEXT) - 1, Words.count(TEXT));

    private static TestGateway gateway;
    private static Client client;

    /** How the text is cut into chunks by the simulator. */
    private static final class Words {
        static int count(String text) {
            return text.split(" ").length;
        }
    }

    /**
     * A stream that breaks.
     *
     * @param first the dialect that breaks off
     * @param second the dialect that goes on
     * @param how the fault's name
     * @param chunks after so many
     * @param api what the client speaks
     */
    record Cell(String first, String second, String how, int chunks, Api api) {
        String model() {
            return first + "-then-" + second;
        }
    }

    static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (String first : Matrix.DIALECTS) {
            for (String second : Matrix.DIALECTS) {
                for (int chunks : PLACES) {
                    for (Api api : Api.values()) {
                        String how =
                                (chunks % 2 == 0) == (api == Api.OPENAI) ? "cutAfterChunks" : "errorEventAfterChunks";
                        cells.add(new Cell(first, second, how, chunks, api));
                    }
                }
            }
        }
        return cells;
    }

    @BeforeAll
    static void start() {
        Overlay overlay = new Overlay();
        for (String dialect : Matrix.DIALECTS) {
            overlay.provider(dialect + "-first", dialect, "first." + dialect + ".test");
            overlay.provider(dialect + "-second", dialect, "second." + dialect + ".test");
        }
        for (String first : Matrix.DIALECTS) {
            for (String second : Matrix.DIALECTS) {
                String model = first + "-then-" + second;
                overlay.model(
                        model,
                        new Place(model + "-a", first + "-first", model + "-a", false),
                        new Place(model + "-b", second + "-second", "claude-3-" + model + "-b", false));
            }
        }
        gateway = TestGateway.start(overlay.section("breaker: {minimum-calls: 1000, window: 1000}")
                .section("failover: {stall-timeout: 400ms}")
                .yaml());
        client = new Client(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void goesOnWithoutASeam(Cell cell) {
        breakOff(cell);

        Reply reply = ask(cell, "continue");

        assertThat(text(reply, cell.api())).isEqualTo(TEXT);
        assertThat(reply.torn()).isFalse();
        // Gemini's last words and the mark of its end are one event: if it comes through, nothing is missing
        if (!cell.first().equals("gemini") || cell.chunks() != Words.count(TEXT)) {
            assertThat(reply.body()).contains(": serai-continued-by " + cell.model() + "-b");
        }
        assertThat(reply.body())
                .endsWith(cell.api() == Api.OPENAI ? "data: [DONE]\n\n" : "{\"type\":\"message_stop\"}\n\n");
    }

    @Test
    void breaksOffWhereTheClientDoesNotAskForMore() {
        Cell cell = new Cell("openai", "gemini", "cutAfterChunks", 10, Api.OPENAI);
        breakOff(cell);

        Reply reply = ask(cell, "error");

        assertThat(reply.torn()).isTrue();
        assertThat(TEXT).startsWith(text(reply, Api.OPENAI)).isNotEqualTo(text(reply, Api.OPENAI));
    }

    @Test
    void goesOnWhereAProviderFallsSilent() {
        Cell cell = new Cell("anthropic", "openai", "slowDripMs", 60_000, Api.OPENAI);
        breakOff(cell);

        Reply reply = ask(cell, "continue");

        assertThat(text(reply, Api.OPENAI)).isEqualTo(TEXT);
        assertThat(reply.body()).contains(": serai-continued-by " + cell.model() + "-b");
    }

    @Test
    void doesNotBeginAnewWhereSomethingWasSaid() {
        Cell cell = new Cell("gemini", "anthropic", "cutAfterChunks", 1, Api.OPENAI);
        breakOff(cell);

        Reply reply = ask(cell, "restart");

        assertThat(reply.torn()).isTrue();
        assertThat(text(reply, Api.OPENAI)).isEqualTo("The");
    }

    private static void breakOff(Cell cell) {
        String text = "\"text\":" + quote(TEXT);
        gateway.simulator().faults().clear();
        gateway.simulator()
                .faults()
                .put("a", "{\"model\":\"%s-a\",\"%s\":%d,%s}".formatted(cell.model(), cell.how(), cell.chunks(), text));
        gateway.simulator().faults().put("b", "{\"model\":\"claude-3-%s-b\",%s}".formatted(cell.model(), text));
    }

    private static Reply ask(Cell cell, String mode) {
        String body =
                "{\"model\":\"%s\",\"max_tokens\":4000,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Tell me\"}]}"
                        .formatted(cell.model());
        return client.post(cell.api(), TestGateway.KEY, Map.of("x-serai-failover", mode), body);
    }

    private static String quote(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Reply reply, Api api) {
        StringBuilder text = new StringBuilder();
        for (String line : reply.body().lines().toList()) {
            if (line.startsWith("data: {")) {
                JsonNode event = read(line.substring("data: ".length()));
                text.append(
                        api == Api.OPENAI
                                ? event.at("/choices/0/delta/content").asText("")
                                : event.at("/delta/text").asText(""));
            }
        }
        return text.toString();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
