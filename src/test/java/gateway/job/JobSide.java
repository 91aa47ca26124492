package gateway.job;

import gateway.simulator.Simulator;

/** A gateway that takes jobs. */
interface JobSide extends AutoCloseable {
    /** Settings of jobs without the kind's own: quick retries. */
    String RETRY = "    retry: {max-attempts: 3, first-delay: 1s, max-delay: 2s, max-age: 1h}\n";

    /** Base URL of the client API. */
    String url();

    /** The demo tenant's key. */
    String key();

    /** The gateway's providers. */
    Simulator simulator();

    /** Calls the management port; gives the body. */
    String admin(String method, String path, String body);

    /** Stops the gateway as a deployment would, and starts another one on the same queue and stores. */
    void restart();

    /** Starts another gateway beside it, on the same queue and stores. */
    Replica replica();

    @Override
    void close();

    /** Another gateway. */
    interface Replica extends AutoCloseable {
        /** Base URL of the client API. */
        String url();

        @Override
        void close();
    }
}
