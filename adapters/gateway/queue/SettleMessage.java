package gateway.queue;

import gateway.Stage;
import gateway.redelivery.Fate;
import gateway.redelivery.FateListener;
import gateway.redelivery.Redelivery;

/** Decides what becomes of a message. Thread-safe. */
public final class SettleMessage implements Stage<Answered, Settled> {
    private final String route;
    private final Redelivery redelivery;
    private final FateListener listener;

    /**
     * Takes the rules.
     *
     * @param route id of the route that takes the messages
     * @param listener is told
     */
    public SettleMessage(String route, Redelivery redelivery, FateListener listener) {
        this.route = route;
        this.redelivery = redelivery;
        this.listener = listener;
    }

    @Override
    public Settled apply(Answered answered) {
        Fate fate = answered.request()
                ? redelivery.decide(
                        answered.reply().status(),
                        answered.retryAfter(),
                        answered.message().journey().history())
                : new Fate.GivenUp(Fate.Why.UNREADABLE);
        listener.settled(route, fate);
        return new Settled(answered, fate);
    }
}
