package gateway.simulator;

import io.vertx.core.buffer.Buffer;

/** What is sent, one write at a time. */
interface Steps {
    /** Whether everything was sent. */
    boolean done();

    /** What is sent next; may be empty. */
    Buffer next();

    /** Tokens of the answer sent so far. */
    int tokensSent();

    /** An error that takes the place of the rest. */
    Buffer error();

    /** Something that is no event. */
    Buffer garbage();
}
