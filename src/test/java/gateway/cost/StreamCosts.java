package gateway.cost;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.failover.OpenStream;
import gateway.http.Waiting;
import gateway.simulator.Pace;
import gateway.simulator.SimulatorCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Streams that end in every way, and what the gateway books beside what the simulator has counted. */
public final class StreamCosts {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int WORDS = 60;

    /** Each dialect by a model whose first deployment speaks it. */
    private static final Map<String, String> MODELS = Map.of(
            "openai", "gpt-4o-mini",
            "anthropic", "claude-sonnet-4-5",
            "gemini", "gemini-2.5-flash",
            "bedrock", "claude-haiku-4-5");

    private static final Set<String> HAVE_OTHERS = Set.of("anthropic", "gemini");

    private final CostLab lab;
    private int calls;

    /** Takes where it is played. */
    public StreamCosts(CostLab lab) {
        this.lab = lab;
    }

    /** How a stream ends. */
    public enum Way {
        COMPLETE,
        CLIENT_LEAVES,
        PROVIDER_CUTS,
        ERROR_EVENT,
        FAILS_OVER_FROM_503,
        FAILS_OVER_FROM_SILENCE,
        FAILS_OVER_FROM_GARBAGE,
        FAILS_OVER_FROM_AN_EMPTY_STREAM,
        FAILS_OVER_FROM_AN_ERROR_IN_200
    }

    /**
     * One stream.
     *
     * @param input tokens that the gateway has booked for the attempt that answered
     * @param output likewise
     * @param estimated whether these were estimated
     * @param sentInput tokens of input that the simulator began to answer
     * @param sentOutput tokens that the simulator has sent
     * @param microUsd what was booked for all attempts
     * @param attemptsMicroUsd of this, what the attempts that failed may have cost
     */
    public record Row(
            String dialect,
            Api api,
            Way way,
            long input,
            long output,
            boolean estimated,
            long sentInput,
            long sentOutput,
            long microUsd,
            long attemptsMicroUsd) {}

    /** Plays every way in a dialect. */
    public List<Row> play(String dialect, Api api) {
        lab.gateway().simulator().pace(new Pace(1, 3, WORDS));
        List<Row> rows = new ArrayList<>();
        for (Way way : Way.values()) {
            // with one deployment there is nowhere to go
            if (!way.name().startsWith("FAILS_OVER") || HAVE_OTHERS.contains(dialect)) {
                rows.add(play(dialect, api, way));
            }
        }
        return rows;
    }

    /** Makes so many whole streams, from which estimates learn; tells what they cost. */
    public long learn(String dialect, int streams) {
        lab.gateway().simulator().pace(new Pace(0, 0, WORDS));
        long microUsd = 0;
        for (int i = 0; i < streams; i++) {
            microUsd += play(dialect, Api.OPENAI, Way.COMPLETE).microUsd();
        }
        return microUsd;
    }

    private Row play(String dialect, Api api, Way way) {
        SimulatorCounts counts = lab.gateway().simulator().counts();
        long input = counts.inputTokens();
        long output = counts.tokens();
        String fault = fault(way);
        if (!fault.isEmpty()) {
            String once = way.name().startsWith("FAILS_OVER") ? ",\"times\":1" : "";
            lab.gateway().simulator().faults().put("way", "{" + fault + once + "}");
        }
        String headers = "connection: close\r\n" + (dialect.equals("bedrock") ? "x-serai-residency: eu\r\n" : "");
        String body = Client.body(MODELS.getOrDefault(dialect, ""), true);
        try (OpenStream stream = OpenStream.of(lab.gateway(), api, TestGateway.KEY, headers, body)) {
            if (way == Way.CLIENT_LEAVES) {
                Waiting.until(LONG, () -> stream.text().split("data: ", -1).length > WORDS / 4);
                stream.leave();
            }
            stream.awaitEnd(LONG);
        }
        Waiting.until(LONG, () -> counts.open() == 0);
        lab.gateway().simulator().faults().clear();
        calls++;
        JsonNode record = lab.decisions(calls).getFirst();
        long attempts = 0;
        for (JsonNode attempt : record.path("attempts")) {
            attempts += attempt.path("cost_micro_usd").asLong();
        }
        return new Row(
                dialect,
                api,
                way,
                record.at("/usage/input_tokens").asLong(),
                record.at("/usage/output_tokens").asLong(),
                record.at("/usage/estimated").asBoolean(),
                counts.inputTokens() - input,
                counts.tokens() - output,
                record.path("cost_micro_usd").asLong(),
                attempts);
    }

    private static String fault(Way way) {
        return switch (way) {
            case COMPLETE -> "";
            // it cannot end by itself, however slowly the client leaves
            case CLIENT_LEAVES -> "\"stallAfterChunks\":30";
            case PROVIDER_CUTS -> "\"cutAfterChunks\":20";
            case ERROR_EVENT -> "\"errorEventAfterChunks\":20";
            case FAILS_OVER_FROM_503 -> "\"status\":503";
            case FAILS_OVER_FROM_SILENCE -> "\"hang\":true";
            case FAILS_OVER_FROM_GARBAGE -> "\"garbage\":true";
            case FAILS_OVER_FROM_AN_EMPTY_STREAM -> "\"emptyStream\":true";
            case FAILS_OVER_FROM_AN_ERROR_IN_200 -> "\"errorIn200\":true";
        };
    }

    /** How many calls were made. */
    public int calls() {
        return calls;
    }
}
