package gateway.redelivery;

/** Is told what becomes of messages. Must not throw and not block. */
@FunctionalInterface
public interface FateListener {
    /**
     * It is decided.
     *
     * @param route id of the route that took the message
     */
    void settled(String route, Fate fate);
}
