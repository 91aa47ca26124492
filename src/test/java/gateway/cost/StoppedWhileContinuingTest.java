package gateway.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.app.TestGateway;
import gateway.failover.Client.Api;
import gateway.failover.OpenStream;
import gateway.http.Waiting;
import gateway.simulator.Pace;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Streams that are stopped while another deployment is looked for, or has just gone on, are booked for all that took
 * part, in all books alike.
 */
class StoppedWhileContinuingTest {
    private static final String MODEL = "claude-sonnet-4-5";
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String PATIENT = "20s";
    private static final String FORBIDDEN = "{general: {denied-topics: {arms: [heavy howitzer]}}}";
    private static final String TEXT = "One two three four five six seven heavy howitzer and much more of the same";
    private static final String UP_TO_HEAVY =
            "{\"dialect\":\"anthropic\",\"cutAfterChunks\":8,\"text\":\"" + TEXT + "\"}";

    @Test
    void booksWhoWasAskedWhenAKillSwitchCut() {
        try (CostLab lab = CostLab.start(PATIENT, "{}")) {
            lab.gateway().simulator().pace(new Pace(0, 0, 60));
            fault(lab, "cut", "{\"dialect\":\"anthropic\",\"cutAfterChunks\":20,\"times\":1}");
            fault(lab, "hang", "{\"hang\":true}");
            long before = lab.gateway().simulator().counts().started();
            try (OpenStream stream = ask(lab, "")) {
                assertThat(Waiting.until(
                                LONG, () -> lab.gateway().simulator().counts().started() == before + 2))
                        .isTrue();
                lab.client()
                        .admin(
                                "PUT",
                                "/admin/v1/kill-switches/route/openai-chat",
                                TestGateway.ADMIN_KEY,
                                "{\"reason\":\"test\",\"mode\":\"cut\"}");
                stream.awaitEnd(LONG);
                assertThat(stream.text()).contains("switched_off").doesNotContain("[DONE]");
            }

            assertBookedAlike(lab, "switched_off");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"finish", "error"})
    void booksWhoWasAskedWhenTheDeadlineCame(String then) {
        try (CostLab lab = CostLab.start(PATIENT, "{}")) {
            lab.gateway().simulator().pace(new Pace(0, 0, 60));
            fault(lab, "cut", "{\"dialect\":\"anthropic\",\"cutAfterChunks\":20,\"times\":1}");
            fault(lab, "hang", "{\"hang\":true}");
            String headers = "x-serai-deadline-ms: 3000\r\nx-serai-on-deadline: " + then + "\r\n";
            try (OpenStream stream = ask(lab, headers)) {
                stream.awaitEnd(LONG);
                assertThat(stream.text()).contains(then.equals("finish") ? "\"length\"" : "deadline_exceeded");
            }

            assertBookedAlike(lab, then.equals("finish") ? "complete" : "deadline_exceeded");
        }
    }

    @Test
    void booksWhoHadGoneOnWhenAGuardrailRefused() {
        try (CostLab lab = CostLab.start(PATIENT, FORBIDDEN)) {
            fault(lab, "cut", UP_TO_HEAVY);
            fault(lab, "on", "{\"dialect\":\"bedrock\",\"text\":\"" + TEXT + "\"}");
            try (OpenStream stream = ask(lab, "")) {
                stream.awaitEnd(LONG);
                assertThat(stream.text()).contains("content_filter").doesNotContain("howitzer");
            }

            assertBookedAlike(lab, "complete");
        }
    }

    @Test
    void booksWhoHadGoneOnWhenTheHardDeadlineCame() {
        // what may become the number of a card is held back, and the news of who goes on behind it
        String number = "\"text\":\"One two three four five six seven 4111 1111 1111 1111 and so on\"";
        try (CostLab lab = CostLab.start(PATIENT + ", hard-deadline: 4s", "{}")) {
            fault(lab, "cut", "{\"dialect\":\"anthropic\",\"cutAfterChunks\":9," + number + "}");
            fault(lab, "slow", "{\"dialect\":\"bedrock\",\"pauseMs\":60000," + number + "}");
            try (OpenStream stream = ask(lab, "")) {
                stream.awaitEnd(LONG);
                assertThat(stream.text())
                        .contains("deadline_exceeded")
                        .doesNotContain("[DONE]")
                        .doesNotContain("4111");
            }

            assertBookedAlike(lab, "deadline_exceeded");
        }
    }

    private static void assertBookedAlike(CostLab lab, String result) {
        JsonNode record = lab.decisions(1).getFirst();
        JsonNode attempts = record.path("attempts");
        assertThat(attempts).as(record.toString()).hasSizeGreaterThan(1);
        long sum = 0;
        for (JsonNode attempt : attempts) {
            sum += attempt.path("cost_micro_usd").asLong();
        }
        long booked = record.path("cost_micro_usd").asLong();
        assertThat(record.path("result").asText()).isEqualTo(result);
        assertThat(attempts)
                .as(record.toString())
                .anyMatch(each -> each.path("deployment").asText().equals("sonnet-4-5-anthropic"))
                .anyMatch(each -> each.path("deployment").asText().equals("sonnet-4-5-bedrock-eu"));
        assertThat(booked).as(record.toString()).isGreaterThan(sum);
        assertThat(sum).as(record.toString()).isPositive();
        assertThat(lab.reported(booked)).isEqualTo(booked);
        assertThat(lab.stop()).isEqualTo(booked);
        assertThat(lab.isLeased()).isFalse();
    }

    private static void fault(CostLab lab, String name, String fault) {
        lab.gateway().simulator().faults().put(name, fault);
    }

    private static OpenStream ask(CostLab lab, String headers) {
        String body = "{\"model\":\"" + MODEL + "\",\"max_tokens\":400,\"stream\":true,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        return OpenStream.of(
                lab.gateway(),
                Api.OPENAI,
                TestGateway.KEY,
                "connection: close\r\nx-serai-failover: continue\r\n" + headers,
                body);
    }
}
