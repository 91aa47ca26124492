package gateway.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.app.TestGateway;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.simulator.Pace;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams with which another deployment goes on, or cannot, are booked for all that took part, in all books alike. */
class ContinuedCostTest {
    private static final String MODEL = "claude-sonnet-4-5";
    private static final String CUT = "{\"dialect\":\"anthropic\",\"cutAfterChunks\":20}";
    private static final int WORDS = 60;

    private CostLab lab;

    @BeforeEach
    void start() {
        lab = CostLab.start();
        lab.gateway().simulator().pace(new Pace(0, 0, WORDS));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void booksBothDeployments() {
        lab.gateway().simulator().faults().put("cut", CUT);

        Reply reply = ask("\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]");

        assertThat(reply.torn()).isFalse();
        JsonNode record = lab.decisions(1).getFirst();
        JsonNode attempts = record.path("attempts");
        assertThat(attempts).hasSize(2);
        assertThat(attempts.get(0).path("cost_micro_usd").asLong()).isPositive();
        long booked = record.path("cost_micro_usd").asLong();
        assertThat(booked).isGreaterThan(attempts.get(0).path("cost_micro_usd").asLong());
        long told = CostLab.json(reply.body()
                        .lines()
                        .filter(line -> line.startsWith("data: {") && line.contains("\"usage\":{"))
                        .reduce((before, last) -> last)
                        .orElseThrow()
                        .substring("data: ".length()))
                .at("/usage/completion_tokens")
                .asLong();
        assertThat(told).isGreaterThan(record.at("/usage/output_tokens").asLong());
        assertThat(lab.reported(booked)).isEqualTo(booked);
        assertThat(lab.stop()).isEqualTo(booked);
        assertThat(lab.isLeased()).isFalse();
    }

    @Test
    void booksAllThatTriedWhereEveryOneBreaksOff() {
        lab.gateway().simulator().faults().put("cut", "{\"cutAfterChunks\":9}");

        Reply reply = ask("\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]");

        assertThat(reply.torn()).isTrue();
        assertThat(reply.body()).contains("\"error\":");
        JsonNode record = lab.decisions(1).getFirst();
        assertThat(record.path("attempts")).hasSizeGreaterThan(1);
        for (JsonNode attempt : record.path("attempts")) {
            if (attempt.path("duration_us").asLong() > 0) {
                assertThat(attempt.path("cost_micro_usd").asLong())
                        .as(attempt.toString())
                        .isNotNegative();
            }
        }
        long booked = record.path("cost_micro_usd").asLong();
        assertThat(lab.reported(booked)).isEqualTo(booked);
        assertThat(lab.stop()).isEqualTo(booked);
        assertThat(lab.isLeased()).isFalse();
    }

    @Test
    void doesNotGoOnInsideOfACallOfATool() {
        lab.gateway().simulator().faults().put("cut", "{\"dialect\":\"anthropic\",\"cutAfterChunks\":2}");

        Reply reply = ask(
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":{\"type\":"
                        + "\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}}}],"
                        + "\"tool_choice\":\"required\",\"messages\":[{\"role\":\"user\",\"content\":\"Use the tool\"}]");

        assertThat(reply.torn()).isTrue();
        assertThat(lab.decisions(1).getFirst().path("attempts")).hasSize(1);
    }

    @Test
    void doesNotGoOnInsideOfAnAnswerOfASchema() {
        lab.gateway().simulator().faults().put("cut", "{\"cutAfterChunks\":2}");

        Reply reply = ask("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":"
                + "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"},\"more\":{\"type\":\"string\"}},"
                + "\"required\":[\"text\",\"more\"],\"additionalProperties\":false}}},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello to all of you\"}]");

        assertThat(reply.torn()).isTrue();
        assertThat(lab.decisions(1).getFirst().path("attempts")).hasSize(1);
    }

    private Reply ask(String rest) {
        String body = "{\"model\":\"" + MODEL + "\",\"max_tokens\":400,\"stream\":true,"
                + "\"stream_options\":{\"include_usage\":true}," + rest + "}";
        return lab.client().post(Api.OPENAI, TestGateway.KEY, Map.of("x-serai-failover", "continue"), body);
    }
}
