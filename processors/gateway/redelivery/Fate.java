package gateway.redelivery;

import java.time.Duration;

/** What becomes of a message after an attempt. */
public sealed interface Fate {
    /** Its reply is sent: an answer, or an error that trying again would not cure. */
    record Answered() implements Fate {}

    /**
     * It is put back.
     *
     * @param delay until it comes again
     * @param history with which it comes
     */
    record Again(Duration delay, History history) implements Fate {}

    /**
     * Its error is sent, and a note of it goes to the dead-letter queue.
     *
     * @param why in short, for whoever reads that queue
     */
    record GivenUp(Why why) implements Fate {}

    /** Why a message is given up. */
    enum Why {
        /** It failed as often as may be. */
        FAILED,
        /** It waited as long as may be. */
        EXPIRED,
        /** It is no request at all. */
        UNREADABLE,
        /** Its answer does not fit into a message of the reply queue. */
        REPLY_TOO_LARGE
    }
}
