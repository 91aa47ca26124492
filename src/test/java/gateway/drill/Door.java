package gateway.drill;

/** A transport by which streams are asked for. Many may be open at once. */
interface Door extends AutoCloseable {
    /** Who hears of one stream. Its methods are called one at a time. */
    interface Listener {
        /** Text has come, never an empty one. */
        void text(String text);

        /** The stream has come to its good end. Nothing follows. */
        void end();

        /** The stream was refused or broke off. Nothing follows. */
        void broken(String reason);
    }

    /** As tables call it. */
    String name();

    /**
     * Asks for a stream. Called on one thread.
     *
     * @param body of {@code POST /v1/chat/completions}, with {@code stream: true}
     */
    void ask(String body, Listener listener);

    /** Connections that are open. */
    int sockets();

    /** Ends all streams and connections. */
    @Override
    void close();
}
