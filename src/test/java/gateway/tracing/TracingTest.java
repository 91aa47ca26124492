package gateway.tracing;

import static gateway.tracing.Collector.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.failover.Overlay;
import gateway.failover.Overlay.Place;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls become traces: a span each for the call, its steps and its attempts, and no content in any. */
class TracingTest {
    private static final String WHOLE = "11111111111111111111111111111111";
    private static final String STREAM = "22222222222222222222222222222222";
    private static final String FAILOVER = "33333333333333333333333333333333";
    private static final String REFUSED = "44444444444444444444444444444444";
    private static final String OUTWARD = "55555555555555555555555555555555";
    private static final String BROKEN = "66666666666666666666666666666666";
    private static final String HEDGED = "77777777777777777777777777777777";
    private static final int ENOUGH_TO_HEDGE = 60;
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String SECRET = "Zaubernuss-4711";

    @Test
    void showsStepsAndAttemptsOfSampledCalls() {
        try (Collector collector = Collector.start()) {
            play(collector);

            List<Span> whole = collector.spans(WHOLE);
            Span root = one(whole, "openai-chat");
            assertThat(root.getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
            assertThat(HexFormat.of().formatHex(root.getParentSpanId().toByteArray()))
                    .isEqualTo(SPAN);
            assertThat(attribute(root, "serai.tenant")).isEqualTo("demo");
            assertThat(attribute(root, "http.response.status_code")).isEqualTo("200");
            assertThat(attribute(root, "serai.deployment")).isEqualTo("first");
            assertThat(attribute(root, "serai.exit")).isEqualTo("complete");
            assertThat(whole)
                    .extracting(Span::getName)
                    .contains(
                            "admission",
                            "residency",
                            "kill-switch",
                            "quota",
                            "guard-input",
                            "recall",
                            "choose",
                            "call-provider",
                            "guard-output",
                            "meter")
                    .as("who only hands over or keeps the books has none")
                    .doesNotContain("chat-to-answer", "call-to-provider", "next-attempt");
            Span attempt = one(whole, "chat model-a");
            assertThat(attempt.getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
            assertThat(attempt.getParentSpanId())
                    .isEqualTo(one(whole, "call-provider").getSpanId());
            assertThat(attribute(attempt, "gen_ai.operation.name")).isEqualTo("chat");
            assertThat(attribute(attempt, "gen_ai.provider.name")).isEqualTo("acme");
            assertThat(attribute(attempt, "gen_ai.request.model")).isEqualTo("model-a");
            assertThat(attribute(attempt, "gen_ai.response.finish_reasons")).isEqualTo("[stop]");
            assertThat(Long.parseLong(attribute(attempt, "gen_ai.usage.output_tokens")))
                    .isPositive();
            assertThat(attribute(attempt, "server.address")).isEqualTo("acme.example.com");

            List<Span> stream = collector.spans(STREAM);
            Span streaming = one(stream, "chat model-a");
            assertThat(attribute(streaming, "serai.first_token_us")).isNotEmpty();
            assertThat(Long.parseLong(attribute(streaming, "gen_ai.usage.output_tokens")))
                    .isPositive();
            assertThat(streaming.getEndTimeUnixNano())
                    .as("it lasts as long as the stream, not as the step that begins it")
                    .isGreaterThan(one(stream, "call-provider").getEndTimeUnixNano());
            assertThat(attribute(one(stream, "anthropic-messages"), "serai.exit"))
                    .isEqualTo("complete");

            List<Span> attempts = collector.spans(FAILOVER).stream()
                    .filter(span -> span.getName().equals("chat model-a"))
                    .toList();
            assertThat(attempts)
                    .extracting(
                            span -> attribute(span, "serai.deployment"),
                            span -> span.getStatus().getCode())
                    .containsExactlyInAnyOrder(
                            tuple("first", StatusCode.STATUS_CODE_ERROR),
                            tuple("second", StatusCode.STATUS_CODE_UNSET));

            Span refused = one(collector.spans(REFUSED), "openai-chat");
            assertThat(attribute(refused, "http.response.status_code")).isEqualTo("404");
            assertThat(attribute(refused, "error.type")).isEqualTo("model_not_found");
            assertThat(collector.spans(REFUSED)).extracting(Span::getName).doesNotContain("choose");

            List<Span> broken = collector.spans(BROKEN).stream()
                    .filter(span -> span.getName().equals("chat model-a"))
                    .toList();
            assertThat(broken)
                    .as("what goes on with a broken stream is in its trace")
                    .extracting(span -> attribute(span, "serai.deployment"))
                    .containsExactlyInAnyOrder("first", "second");

            assertThat(broken)
                    .allSatisfy(each -> assertThat(above(collector.spans(BROKEN), each))
                            .startsWith("call-provider")
                            .endsWith("openai-chat"));

            String sent = collector.parents().getFirst();
            Span outward = one(collector.spans(OUTWARD), "chat model-b");
            assertThat(sent)
                    .isEqualTo("00-" + OUTWARD + "-"
                            + HexFormat.of().formatHex(outward.getSpanId().toByteArray()) + "-01");
            assertThat(collector.parents().get(1))
                    .as("what is not sampled is not told")
                    .isEmpty();
        }
    }

    @Test
    void showsBothAttemptsOfAHedgedCallBelowIt() {
        try (Collector collector = Collector.start()) {
            try (TestGateway gateway = TestGateway.start(new Overlay()
                    .provider("acme", "openai", "acme.example.com")
                    .provider("other", "anthropic", "other.example.com")
                    .model("model-a", new Place("first", "acme", "a", false), new Place("second", "other", "b", false))
                    .section("failover: {first-token-minimum: 20s, hedging: {model-a: 0.1}}")
                    .section("routing: {strategy: priority}")
                    .section(collector.section(0))
                    .yaml())) {
                Client client = new Client(gateway);
                for (int i = 0; i < ENOUGH_TO_HEDGE; i++) {
                    assertThat(client.ask(Api.OPENAI, "model-a", true, Map.of()).status())
                            .isEqualTo(200);
                }
                gateway.simulator().faults().put("late", "{\"model\":\"a\",\"firstByteDelayMs\":15000}");
                assertThat(client.ask(Api.OPENAI, "model-a", true, trace(HEDGED))
                                .header("x-serai-deployment"))
                        .isEqualTo("second");
            }

            List<Span> hedged = collector.spans(HEDGED);
            assertThat(hedged.stream().filter(span -> span.getName().equals("chat model-a")))
                    .hasSize(2)
                    .allSatisfy(attempt -> assertThat(above(hedged, attempt))
                            .startsWith("call-provider", "hedge")
                            .endsWith("openai-chat"))
                    .extracting(
                            span -> attribute(span, "serai.deployment"),
                            span -> span.getStatus().getCode())
                    .containsExactlyInAnyOrder(
                            tuple("first", StatusCode.STATUS_CODE_ERROR),
                            tuple("second", StatusCode.STATUS_CODE_UNSET));
        }
    }

    @Test
    void letsOutNothingOfTheContent() {
        try (Collector collector = Collector.start()) {
            play(collector);

            assertThat(collector.raw()).contains("residency").doesNotContain(SECRET, TestGateway.KEY, "exception");
            assertThat(collector.spans()).allSatisfy(span -> {
                assertThat(span.getEventsList()).isEmpty();
                assertThat(span.getStatus().getMessage()).isEmpty();
            });
        }
    }

    @Test
    void tracesNothingThatIsNotSampled() {
        try (Collector collector = Collector.start()) {
            try (TestGateway gateway = gateway(collector, 0)) {
                assertThat(new Client(gateway).ask("model-a").status()).isEqualTo(200);
            }

            assertThat(collector.spans()).isEmpty();
        }
    }

    @Test
    void pointsFromMetricsToTraces() {
        try (Collector collector = Collector.start();
                TestGateway gateway = gateway(collector, 1)) {
            Client client = new Client(gateway);
            client.ask(Api.OPENAI, "model-a", true, trace(STREAM));

            Reply metrics = client.read("/metrics", Map.of("accept", "application/openmetrics-text; version=1.0.0"));

            assertThat(metrics.header("content-type")).startsWith("application/openmetrics-text");
            assertThat(metrics.body()).contains("trace_id=\"" + STREAM + "\"");
        }
    }

    private static void play(Collector collector) {
        try (TestGateway gateway = gateway(collector, 0)) {
            Client client = new Client(gateway);
            String said = "{\"model\":\"model-a\",\"messages\":[{\"role\":\"user\",\"content\":\"" + SECRET + "\"}]}";
            assertThat(client.post(Api.OPENAI, TestGateway.KEY, trace(WHOLE), said)
                            .status())
                    .isEqualTo(200);
            assertThat(client.ask(Api.ANTHROPIC, "model-a", true, trace(STREAM)).status())
                    .isEqualTo(200);
            gateway.simulator()
                    .faults()
                    .put("x", "{\"host\":\"acme.example.com\",\"status\":503,\"body\":\"" + SECRET + "\"}");
            assertThat(client.ask(Api.OPENAI, "model-a", false, trace(FAILOVER)).status())
                    .isEqualTo(200);
            gateway.simulator().faults().clear();
            assertThat(client.ask(Api.OPENAI, SECRET, false, trace(REFUSED)).status())
                    .isEqualTo(404);
            gateway.simulator().faults().put("x", "{\"host\":\"acme.example.com\",\"cutAfterChunks\":3}");
            Map<String, String> goingOn = Map.of(
                    "traceparent", trace(BROKEN).getOrDefault("traceparent", ""), "x-serai-failover", "continue");
            assertThat(client.ask(Api.OPENAI, "model-a", true, goingOn).body()).contains("[DONE]");
            gateway.simulator().faults().clear();
            assertThat(client.ask(Api.OPENAI, "model-b", false, trace(OUTWARD)).status())
                    .isEqualTo(200);
            assertThat(client.ask("model-b").status()).isEqualTo(200);
        }
    }

    private static TestGateway gateway(Collector collector, double sample) {
        return TestGateway.start(new Overlay()
                .provider("acme", "openai", "acme.example.com")
                .provider("other", "anthropic", "other.example.com")
                .provider("looking", "openai", "looking.example.com", collector.address())
                .model("model-a", new Place("first", "acme", "a", false), new Place("second", "other", "a", false))
                .model("model-b", new Place("third", "looking", "b", false))
                .section(collector.section(sample))
                .section("routing: {strategy: priority}")
                .yaml());
    }

    /** Names of the spans that a span is within, from the inside out. */
    private static List<String> above(List<Span> spans, Span span) {
        List<String> names = new ArrayList<>();
        ByteString parent = span.getParentSpanId();
        while (parent != null) {
            ByteString id = parent;
            Span outer = spans.stream()
                    .filter(each -> each.getSpanId().equals(id))
                    .findAny()
                    .orElse(null);
            parent = outer == null ? null : outer.getParentSpanId();
            if (outer != null) {
                names.add(outer.getName());
            }
        }
        return names;
    }

    private static Map<String, String> trace(String id) {
        return Map.of("traceparent", "00-" + id + "-" + SPAN + "-01");
    }

    private static Span one(List<Span> spans, String name) {
        List<Span> found =
                spans.stream().filter(span -> span.getName().equals(name)).toList();
        assertThat(found)
                .as(name + " of " + spans.stream().map(Span::getName).toList())
                .hasSize(1);
        return found.getFirst();
    }
}
