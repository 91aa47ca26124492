package gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What we write is what OpenTelemetry's own classes read, to the last field. */
class OtlpTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CLIENT = "00f067aa0ba902b7";
    private static final Instant START = Instant.parse("2026-01-02T03:04:05.000000006Z");
    private static final long START_NANOS = 1_767_323_045_000_000_006L;
    private static final long SEED = 3;

    private final List<CallSpan> written = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final SpanSink sink = new SpanSink(written::addAll, () -> START, nanos::get, new Random(SEED));

    @Test
    void writesEachFieldOfASpan() throws IOException {
        CallTrace trace = new CallTrace(TRACE, client(), "openai-chat", sink);
        nanos.addAndGet(7);
        CallSpan child = trace.root().child("chat Größe", SpanKind.CLIENT);
        child.set(Keys.REQUEST_MODEL, "Größe")
                .set(Keys.INPUT_TOKENS, 12L)
                .set(Keys.COST, 0.25)
                .set(Keys.ESTIMATED, true)
                .set(Keys.FINISH, List.of("stop", "length"))
                .fail("timeout");
        child.set(Keys.INPUT_TOKENS, -1L);
        nanos.addAndGet(5);
        child.end();
        child.end();
        child.set(Keys.INPUT_TOKENS, 99L);
        trace.end();

        assertThat(written).hasSize(2);
        Span first = Span.parseFrom(bytes(written.getFirst()));
        Span root = Span.parseFrom(bytes(written.getLast()));
        assertThat(root)
                .isEqualTo(Span.newBuilder()
                        .setTraceId(bytes(TRACE))
                        .setSpanId(root.getSpanId())
                        .setTraceState("a=1,b=2")
                        .setParentSpanId(bytes(CLIENT))
                        .setName("openai-chat")
                        .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                        .setStartTimeUnixNano(START_NANOS)
                        .setEndTimeUnixNano(START_NANOS + 12)
                        .setFlags(0x301)
                        .build());
        assertThat(first)
                .isEqualTo(Span.newBuilder()
                        .setTraceId(bytes(TRACE))
                        .setSpanId(first.getSpanId())
                        .setTraceState("a=1,b=2")
                        .setParentSpanId(root.getSpanId())
                        .setName("chat Größe")
                        .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                        .setStartTimeUnixNano(START_NANOS + 7)
                        .setEndTimeUnixNano(START_NANOS + 12)
                        .addAttributes(attribute("gen_ai.request.model", text("Größe")))
                        .addAttributes(attribute(
                                "serai.cost.usd", AnyValue.newBuilder().setDoubleValue(0.25)))
                        .addAttributes(attribute(
                                "serai.usage.estimated", AnyValue.newBuilder().setBoolValue(true)))
                        .addAttributes(attribute(
                                "gen_ai.response.finish_reasons",
                                AnyValue.newBuilder()
                                        .setArrayValue(ArrayValue.newBuilder()
                                                .addValues(text("stop"))
                                                .addValues(text("length")))))
                        .addAttributes(attribute("error.type", text("timeout")))
                        .addAttributes(attribute(
                                "gen_ai.usage.input_tokens",
                                AnyValue.newBuilder().setIntValue(-1)))
                        .setStatus(Status.newBuilder().setCode(StatusCode.STATUS_CODE_ERROR))
                        .setFlags(0x101)
                        .build());
        assertThat(first.getSpanId().size()).isEqualTo(Long.BYTES);
        assertThat(HexFormat.of().formatHex(first.getSpanId().toByteArray())).isEqualTo(child.id());
    }

    @Test
    void leavesOutWhatThereIsNot() throws IOException {
        CallTrace trace = new CallTrace(TRACE, SpanContext.getInvalid(), "root", sink);
        trace.end();

        Span root = Span.parseFrom(bytes(written.getFirst()));
        assertThat(root.getParentSpanId().isEmpty()).isTrue();
        assertThat(root.getTraceState()).isEmpty();
        assertThat(root.hasStatus()).isFalse();
        assertThat(root.getFlags()).isEqualTo(0x101);
    }

    @Test
    void handsOverTogetherWhatHasEnded() {
        CallTrace trace = new CallTrace(TRACE, SpanContext.getInvalid(), "root", sink);
        CallSpan late = trace.root().child("late", SpanKind.INTERNAL);
        trace.root().child("step", SpanKind.INTERNAL).end();

        assertThat(written).isEmpty();
        trace.handOver();
        assertThat(written).as("before it lasts").hasSize(1);
        trace.end();
        assertThat(written).hasSize(2);
        late.end();
        assertThat(written).as("what ends after the call").hasSize(3);
    }

    @Property(tries = 200)
    void writesAnyAttributes(@ForAll @Size(max = 40) Map<String, String> texts, @ForAll List<Long> numbers)
            throws IOException {
        Map<AttributeKey<?>, Object> attributes = new LinkedHashMap<>();
        texts.forEach((key, value) -> attributes.put(AttributeKey.stringKey("t" + key), clean(value)));
        for (int i = 0; i < numbers.size(); i++) {
            attributes.put(AttributeKey.longKey("n" + i), numbers.get(i));
        }
        Map<String, Object> expected = new LinkedHashMap<>();
        attributes.forEach((key, value) -> expected.put(key.getKey(), value));

        Map<String, Object> read = new LinkedHashMap<>();
        ResourceSpans.parseFrom(Otlp.resource(attributes))
                .getResource()
                .getAttributesList()
                .forEach(each -> read.put(
                        each.getKey(),
                        each.getValue().hasIntValue()
                                ? (Object) each.getValue().getIntValue()
                                : each.getValue().getStringValue()));

        assertThat(read).isEqualTo(expected);
    }

    @Property(tries = 100)
    void framesAnyNumberOfSpans(@ForAll @Size(max = 60) List<@Size(max = 300) String> names) throws IOException {
        ByteArrayOutputStream spans = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance((OutputStream) spans);
        for (String name : names) {
            byte[] span = Span.newBuilder().setName(clean(name)).build().toByteArray();
            Otlp.add(out, span, span.length);
        }
        out.flush();
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(Otlp.head(
                Otlp.resource(Map.of(AttributeKey.stringKey("service.name"), "serai")),
                Otlp.scope("scope"),
                spans.size()));
        spans.writeTo(request);

        ResourceSpans resource = ExportTraceServiceRequest.parseFrom(request.toByteArray())
                .getResourceSpansList()
                .getFirst();
        ScopeSpans scope = resource.getScopeSpansList().getFirst();

        assertThat(resource.getResource().getAttributesList())
                .containsExactly(attribute("service.name", text("serai")).build());
        assertThat(scope.getScope().getName()).isEqualTo("scope");
        assertThat(scope.getSpansList())
                .extracting(Span::getName)
                .isEqualTo(names.stream().map(OtlpTest::clean).toList());
    }

    @Test
    void knowsFewTypes() {
        Map<AttributeKey<?>, Object> strange = Map.of(AttributeKey.stringKey("k"), Instant.EPOCH);

        assertThatThrownBy(() -> Otlp.resource(strange)).hasMessageContaining("Instant");
    }

    /** Java's texts can hold halves of characters, which UTF-8 does not know. */
    private static String clean(String text) {
        return text.codePoints()
                .filter(each -> each < Character.MIN_SURROGATE || each > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static SpanContext client() {
        return SpanContext.createFromRemoteParent(
                TRACE,
                CLIENT,
                TraceFlags.getSampled(),
                TraceState.builder().put("b", "2").put("a", "1").build());
    }

    private static byte[] bytes(CallSpan span) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance((OutputStream) bytes);
        span.writeTo(out);
        out.flush();
        return bytes.toByteArray();
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    private static AnyValue.Builder text(String value) {
        return AnyValue.newBuilder().setStringValue(value);
    }

    private static KeyValue.Builder attribute(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value);
    }
}
