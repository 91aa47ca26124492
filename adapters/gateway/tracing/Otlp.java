package gateway.tracing;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Writes spans in the format of OTLP 1 (protobuf). Numbers of fields are those of <a
 * href="https://github.com/open-telemetry/opentelemetry-proto/tree/v1.9.0/opentelemetry/proto">opentelemetry-proto</a>:
 * {@code trace/v1/trace.proto}, {@code common/v1/common.proto} and {@code collector/trace/v1/trace_service.proto}.
 */
final class Otlp {
    /** Where a span begins to be written; most need no more. */
    private static final int ROOM = 256;
    /** In {@code flags} of a span: sampled, and it is known whether the parent is of another process. */
    private static final int FLAGS = 0x101;

    private static final int REMOTE_PARENT = 0x200;
    private static final int STATUS_ERROR = 2;

    private Otlp() {}

    private interface Content {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    /** Calls a consumer with each attribute and its value: a text, truth value, long, double or list of texts. */
    interface Attributes {
        void forEach(BiConsumer<AttributeKey<?>, Object> consumer);
    }

    /** Writes the fields of a {@code Span}. */
    static void span(
            CodedOutputStream out,
            CallTrace trace,
            long id,
            Parent parent,
            String name,
            SpanKind kind,
            long begunNanos,
            long endedNanos,
            Attributes attributes,
            boolean failed)
            throws IOException {
        out.writeByteArray(1, trace.idBytes());
        out.writeTag(2, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        writeId(out, id);
        if (!trace.vendors().isEmpty()) {
            out.writeString(3, trace.vendors());
        }
        if (parent.id() != 0) {
            out.writeTag(4, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            writeId(out, parent.id());
        }
        out.writeString(5, name);
        out.writeEnum(6, number(kind));
        out.writeFixed64(7, begunNanos);
        out.writeFixed64(8, endedNanos);
        write(out, 9, attributes);
        if (failed) {
            out.writeTag(15, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(CodedOutputStream.computeEnumSize(3, STATUS_ERROR));
            out.writeEnum(3, STATUS_ERROR);
        }
        out.writeFixed32(16, parent.remote() ? FLAGS | REMOTE_PARENT : FLAGS);
    }

    /**
     * What a span is a part of.
     *
     * @param id 0 = of nothing
     * @param remote of another process
     */
    record Parent(long id, boolean remote) {
        static final Parent NONE = new Parent(0, false);
    }

    /** The fields of {@code ResourceSpans} before {@code scope_spans}: who sends. */
    static byte[] resource(Map<AttributeKey<?>, Object> attributes) {
        return message(out -> out.writeByteArray(1, message(inner -> write(inner, 1, attributes::forEach))));
    }

    /** The fields of {@code ScopeSpans} before {@code spans}: what made them. */
    static byte[] scope(String name) {
        return message(out -> out.writeByteArray(1, message(inner -> inner.writeString(1, name))));
    }

    /** Writes a span among the fields of {@code ScopeSpans}, with what precedes it. */
    static void add(CodedOutputStream spans, byte[] bytes, int length) throws IOException {
        spans.writeTag(2, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        spans.writeUInt32NoTag(length);
        spans.writeRawBytes(bytes, 0, length);
    }

    /** Bytes before the spans in a request for so many bytes of them. */
    static byte[] head(byte[] resource, byte[] scope, int spans) {
        int ofScope = scope.length + spans;
        int ofResource = resource.length
                + CodedOutputStream.computeTagSize(2)
                + CodedOutputStream.computeUInt32SizeNoTag(ofScope)
                + ofScope;
        return message(out -> {
            out.writeTag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(ofResource);
            out.writeRawBytes(resource);
            out.writeTag(2, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(ofScope);
            out.writeRawBytes(scope);
        });
    }

    private static byte[] message(Content content) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(ROOM);
            CodedOutputStream out = CodedOutputStream.newInstance((OutputStream) bytes, ROOM);
            content.writeTo(out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be written", e);
        }
    }

    private static int number(SpanKind kind) {
        return switch (kind) {
            case INTERNAL -> 1;
            case SERVER -> 2;
            case CLIENT -> 3;
            case PRODUCER -> 4;
            case CONSUMER -> 5;
        };
    }

    /** As other exporters do, in the order of network. */
    private static void writeId(CodedOutputStream out, long id) throws IOException {
        out.writeUInt32NoTag(Long.BYTES);
        out.writeFixed64NoTag(Long.reverseBytes(id));
    }

    /** {@code KeyValue}s, as a repeated field. */
    private static void write(CodedOutputStream out, int field, Attributes attributes) {
        attributes.forEach((key, value) -> {
            try {
                int ofValue = size(value);
                out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                out.writeUInt32NoTag(CodedOutputStream.computeStringSize(1, key.getKey())
                        + CodedOutputStream.computeTagSize(2)
                        + CodedOutputStream.computeUInt32SizeNoTag(ofValue)
                        + ofValue);
                out.writeString(1, key.getKey());
                out.writeTag(2, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                out.writeUInt32NoTag(ofValue);
                write(out, value);
            } catch (IOException e) {
                throw new UncheckedIOException("bytes in memory cannot be written", e);
            }
        });
    }

    /** The field of an {@code AnyValue}. */
    private static void write(CodedOutputStream out, Object value) throws IOException {
        switch (value) {
            case String text -> out.writeString(1, text);
            case Boolean truth -> out.writeBool(2, truth);
            case Long number -> out.writeInt64(3, number);
            case Double number -> out.writeDouble(4, number);
            case List<?> texts -> out.writeByteArray(5, array(texts));
            default -> throw unknown(value);
        }
    }

    private static int size(Object value) {
        return switch (value) {
            case String text -> CodedOutputStream.computeStringSize(1, text);
            case Boolean truth -> CodedOutputStream.computeBoolSize(2, truth);
            case Long number -> CodedOutputStream.computeInt64Size(3, number);
            case Double number -> CodedOutputStream.computeDoubleSize(4, number);
            case List<?> texts -> CodedOutputStream.computeByteArraySize(5, array(texts));
            default -> throw unknown(value);
        };
    }

    /** An {@code ArrayValue}. */
    private static byte[] array(List<?> values) {
        return message(out -> {
            for (Object value : values) {
                out.writeByteArray(1, message(inner -> write(inner, value)));
            }
        });
    }

    private static IllegalArgumentException unknown(Object value) {
        return new IllegalArgumentException("attributes cannot be of " + value.getClass());
    }
}
