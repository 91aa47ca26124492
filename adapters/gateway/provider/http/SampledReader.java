package gateway.provider.http;

import gateway.contract.AnswerSampler.Sample;
import gateway.model.Event;
import gateway.wire.EventReader;
import gateway.wire.sse.SseFrame;

/**
 * Reads a stream that was picked to be looked at, and copies its events meanwhile.
 *
 * @param reader reads
 * @param sample takes the copies
 */
record SampledReader(EventReader reader, Sample sample) implements EventReader {
    @Override
    public Event next(SseFrame frame) {
        if (frame.data().hasRemaining()) {
            sample.add(frame.data());
        }
        return reader.next(frame);
    }

    @Override
    public boolean complete() {
        return reader.complete();
    }

    @Override
    public void close() {
        reader.close();
        sample.end();
    }
}
