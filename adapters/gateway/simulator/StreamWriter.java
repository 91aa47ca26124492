package gateway.simulator;

import gateway.simulator.Reply.Part;
import io.vertx.core.buffer.Buffer;

/** Writes the events of one answer in a dialect's stream format. Belongs to one stream. */
interface StreamWriter {
    /** What comes before all parts. */
    void start(Buffer out);

    /** The begin of a part. */
    void open(Buffer out, Part part, int index);

    /** The next piece of a part. */
    void piece(Buffer out, Part part, int index, String piece);

    /** The end of a part. */
    void close(Buffer out, Part part, int index);

    /** What comes after all parts. */
    void end(Buffer out);

    /** An error in the middle of the stream, instead of the rest. */
    void error(Buffer out);
}
