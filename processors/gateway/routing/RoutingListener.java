package gateway.routing;

/** Is told what happens to what was learnt. Must not throw and not block. */
public interface RoutingListener {
    /** Nobody listens. */
    RoutingListener NOBODY = new RoutingListener() {
        @Override
        public void drifted(String model, boolean worse) {}

        @Override
        public void lost(int lessons) {}

        @Override
        public void failed(RuntimeException cause) {}

        @Override
        public void exchanged() {}

        @Override
        public void damaged(String key) {}
    };

    /** A model has become worse, or better, than was believed, and is learnt anew. */
    void drifted(String model, boolean worse);

    /** Lessons found no place in the queue, or were of a kind that is not known here. */
    void lost(int lessons);

    /** What was learnt could not be exchanged; it is kept in memory, and tried again. */
    void failed(RuntimeException cause);

    /** What was learnt has been exchanged with the other replicas. */
    void exchanged();

    /** A key of the store held what cannot have been learnt, and was forgotten; its model is at its prior. */
    void damaged(String key);
}
