package gateway.judge;

import gateway.Ticker;
import gateway.model.Call;
import gateway.model.Cancellation;
import gateway.model.Freshness;
import gateway.model.OnBreak;
import gateway.model.Wishes;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Makes the envelopes of requests that the gateway itself makes on behalf of a client's: of the same key, with the same
 * residency and domain, known by a route of their own. Thread-safe.
 */
public final class Envelopes {
    private final Ticker ticker;
    private final Supplier<Executor> loops;

    /** Takes the time, and what gives an event loop for each. */
    public Envelopes(Ticker ticker, Supplier<Executor> loops) {
        this.ticker = ticker;
        this.loops = loops;
    }

    /**
     * The envelope of a request beside a client's call. Of it nothing is kept, and nothing is given from what is kept.
     */
    public Call beside(Call call, String route, Cancellation cancellation) {
        Wishes wishes = call.wishes();
        return new Call(
                call.id() + "-" + route,
                route,
                call.dialect(),
                ticker.nanos(),
                call.key(),
                new Wishes(
                        wishes.residency(),
                        wishes.domain(),
                        null,
                        null,
                        false,
                        OnBreak.ERROR,
                        null,
                        wishes.version(),
                        new Freshness(false, false, null)),
                loops.get(),
                cancellation);
    }
}
