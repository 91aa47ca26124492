package gateway.tracing;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes spans into memory that is used again and again. To be used by one thread. */
final class SpanWriter {
    private final Bytes all = new Bytes();
    private final Bytes one = new Bytes();
    private final CodedOutputStream toAll = CodedOutputStream.newInstance((OutputStream) all);
    private final CodedOutputStream toOne = CodedOutputStream.newInstance((OutputStream) one);

    /** Bytes in memory that can be read without being copied. */
    private static final class Bytes extends ByteArrayOutputStream {
        void addTo(CodedOutputStream out) throws IOException {
            Otlp.add(out, buf, count);
        }
    }

    /** The spans as fields of {@code ScopeSpans}; holds until the next call. */
    ByteArrayOutputStream write(List<List<CallSpan>> calls) {
        all.reset();
        try {
            for (List<CallSpan> spans : calls) {
                for (CallSpan span : spans) {
                    one.reset();
                    span.writeTo(toOne);
                    toOne.flush();
                    one.addTo(toAll);
                }
            }
            toAll.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be written", e);
        }
        return all;
    }
}
