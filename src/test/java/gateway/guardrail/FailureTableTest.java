package gateway.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.guardrail.GuardrailGateway.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What happens when a guardrail cannot judge, by failure and failure mode: the table of docs/guardrails-bedrock.md. */
class FailureTableTest {
    /** No breaker opens here. */
    private static final String PATIENT = "  breaker: {minimum-calls: 1000, window: 1000}\n";

    private static final Map<String, String> FAILURES = new LinkedHashMap<>();

    static {
        FAILURES.put("connection reset", "\"reset\":true");
        FAILURES.put("silent, or slower than the timeout", "\"hang\":true");
        FAILURES.put("429, again after one more try", "\"status\":429");
        FAILURES.put("403", "\"status\":403");
        FAILURES.put("404", "\"status\":404");
        FAILURES.put("400", "\"status\":400");
        FAILURES.put("500", "\"status\":500");
        FAILURES.put("an answer that is none", "\"garbage\":true");
    }

    @Test
    void doesToPromptsWhatTheDocumentSays() throws Exception {
        try (GuardrailGateway gateway = GuardrailGateway.start(
                new Rule("closed", "region: eu-central-1, output: false, timeout: 3s"),
                new Rule("closed", "region: eu-central-1, output: false, mode: beside, timeout: 3s"),
                new Rule("local-only", "region: eu-central-1, output: false, timeout: 3s"),
                PATIENT)) {
            assertThat(document()).contains(table(gateway, "prompt, "));
        }
    }

    @Test
    void doesToAnswersWhatTheDocumentSays() throws Exception {
        try (GuardrailGateway gateway = GuardrailGateway.start(
                new Rule("closed", "region: eu-central-1, input: false, timeout: 3s"),
                new Rule("closed", "region: eu-central-1, input: false, timeout: 3s"),
                new Rule("local-only", "region: eu-central-1, input: false, timeout: 3s"),
                PATIENT)) {
            assertThat(document()).contains(table(gateway, "answer, "));
        }
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("docs", "guardrails-bedrock.md"));
    }

    private static String table(GuardrailGateway gateway, String direction) throws Exception {
        StringBuilder table = new StringBuilder();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Map.Entry<String, String> failure : FAILURES.entrySet()) {
                for (String domain : List.of("legal", "medical", "general")) {
                    gateway.faults().put(domain, "{\"model\":\"guard" + domain + "\"," + failure.getValue() + "}");
                }
                List<Future<String>> cells = new ArrayList<>();
                for (String domain : List.of("legal", "medical", "general")) {
                    for (boolean stream : new boolean[] {false, true}) {
                        cells.add(clients.submit(() -> cell(gateway, domain, stream)));
                    }
                }
                table.append("| ").append(direction).append(failure.getKey()).append(" |");
                boolean input = direction.startsWith("prompt");
                for (int domain = 0; domain < 3; domain++) {
                    String whole = cells.get(2 * domain).get();
                    String streamed = cells.get(2 * domain + 1).get();
                    if (input || domain != 1) {
                        table.append(' ')
                                .append(whole.equals(streamed) ? whole : whole + "; streamed: " + streamed)
                                .append(" |");
                    } else {
                        table.append(" as before |");
                    }
                }
                table.append('\n');
            }
        }
        return table.toString();
    }

    private static String cell(GuardrailGateway gateway, String domain, boolean stream) {
        Reply reply = gateway.ask(Api.OPENAI, domain, stream, "Good morning");
        if (reply.status() != 200) {
            int at = reply.body().indexOf('(');
            String code =
                    at < 0 ? "" : reply.body().substring(at + 1, reply.body().indexOf(')', at));
            return reply.status() + " `" + reply.header("x-serai-code") + "` (" + code + ")";
        }
        if (!reply.torn() && reply.body().contains(stream ? "[DONE]" : "You said")) {
            return "answered";
        }
        return reply.body().contains("\"error\"") ? "200, error event, cut" : "200, cut";
    }
}
