package gateway.provider;

import gateway.Stage;
import gateway.Ticker;
import gateway.call.AttemptFailedException;
import gateway.call.CallGate;
import gateway.call.Conclude;
import gateway.call.Rests;
import gateway.call.TimeShare;
import gateway.call.Walk;
import gateway.killswitch.ActiveCalls;
import gateway.killswitch.PendingCall;
import gateway.latency.Latencies;
import gateway.model.Answer;
import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Plan;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.residency.ResidencyFilter;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the deployment whose turn it is. What the circuit breaker must count leaves as an exception, everything else as
 * an attempt in the walk.
 */
public final class CallProvider implements Stage<Walk, Walk> {
    private static final Logger LOG = LoggerFactory.getLogger(CallProvider.class);

    /** The code of calls that were not made because there is no credential; an alarm of its own tells of that, once. */
    public static final String NO_CREDENTIAL = "no_credential";

    /** Once with what had been replaced already, and once with what was read because of the refusal. */
    private static final int MOST_REPEATS = 2;

    private final Map<String, Provider> providers;
    private final CallGate gate;
    private final ActiveCalls active;
    private final Latencies latencies;
    private final Rests rests;
    private final Ticker ticker;
    private final TimeShare time;
    private final Duration wholeTimeout;

    /**
     * Takes what it calls by.
     *
     * @param providers by the id of the provider
     * @param gate checked right before the call
     * @param active the calls that a kill switch can cut
     * @param latencies tell first-token timeouts
     * @param rests learn of used-up rate limits
     * @param ticker measures attempts
     * @param wholeTimeout for an answer in one piece
     */
    public CallProvider(
            Map<String, Provider> providers,
            CallGate gate,
            ActiveCalls active,
            Latencies latencies,
            Rests rests,
            Ticker ticker,
            Duration wholeTimeout) {
        this.providers = Map.copyOf(providers);
        this.gate = gate;
        this.active = active;
        this.latencies = latencies;
        this.rests = rests;
        this.ticker = ticker;
        this.time = new TimeShare(latencies, ticker);
        this.wholeTimeout = wholeTimeout;
    }

    @Override
    public Walk apply(Walk walk) {
        Plan plan = walk.decision().plan();
        try (PendingCall pending = active.waiting(plan, walk.turn())) {
            for (int repeats = 0; ; repeats++) {
                Failure cut = pending.cut();
                if (cut != null && repeats == 0) {
                    return walk.tried(new Attempt.Failed(walk.turn(), 0, cut));
                }
                // only now: a switch that is thrown after this look finds the call among those that wait
                Failure closed = gate.against(plan, walk.turn());
                if (closed != null) {
                    return walk.tried(new Attempt.Failed(walk.turn(), 0, closed));
                }
                Walk next = call(walk, pending, repeats < MOST_REPEATS);
                if (next != null) {
                    return next;
                }
            }
        }
    }

    /** One call; null if it is to be made again, with another credential. */
    private @Nullable Walk call(Walk walk, PendingCall pending, boolean repeatable) {
        Deployment target = walk.turn();
        long started = ticker.nanos();
        try {
            Provider provider = providers.get(target.provider());
            if (provider == null) {
                throw new FailedException(Failure.of(Kind.OUR_FAULT, "no_adapter"));
            }
            Residency required = ResidencyFilter.required(walk.decision().plan());
            Provider.Reply reply =
                    provider.call(walk.asked(pending.request()), target, required, timeout(walk, target));
            if (!pending.answered() && reply.answer() instanceof Answer.Streamed) {
                throw new FailedException(cause(pending, Failure.SWITCHED_OFF));
            }
            return walk.tried(new Attempt.Answered(target, since(started), reply.answer(), reply.lost()));
        } catch (RefusedException e) {
            return walk.tried(new Attempt.Failed(target, 0, unsupported(e)));
        } catch (RefusedCredentialException e) {
            long took = e.failure().status() == 0 ? 0 : since(started);
            return repeatable && pending.cut() == null && e.renewed(time.left(walk))
                    ? null
                    : failed(walk, new Attempt.Failed(target, took, cause(pending, e.failure())));
        } catch (FailedException e) {
            boolean called = e.failure().kind() != Kind.NOT_CALLED;
            return failed(walk, new Attempt.Failed(target, called ? since(started) : 0, cause(pending, e.failure())));
        }
    }

    /** Why it was cut, if it was; what is said of the provider then is not the cause. */
    private static Failure cause(PendingCall pending, Failure otherwise) {
        Failure cut = pending.cut();
        return cut == null ? otherwise : cut;
    }

    private Walk failed(Walk walk, Attempt.Failed attempt) {
        Failure failure = attempt.failure();
        if (failure.kind() == Kind.RATE_LIMITED) {
            rests.rest(attempt.deployment(), failure.retryAfter());
        }
        if (failure.kind() == Kind.OUR_FAULT && !failure.code().equals(NO_CREDENTIAL)) {
            LOG.error(
                    "deployment {} refuses our credentials or settings: status {}, code {}",
                    attempt.deployment().id(),
                    failure.status(),
                    failure.code());
        }
        if (failure.kind().counted()) {
            throw new AttemptFailedException(attempt);
        }
        return walk.tried(attempt);
    }

    private Duration timeout(Walk walk, Deployment target) {
        Request request = walk.decision().plan().request();
        Duration attempt = wholeTimeout;
        if (request.stream()) {
            Duration asked = request.call().wishes().firstToken();
            attempt = asked != null ? asked : latencies.timeout(target, Conclude.bytes(request));
        }
        return time.attempt(walk, attempt);
    }

    /** At least 1: 0 would say that no call was made. */
    private long since(long started) {
        return Math.max(1, ticker.nanos() - started);
    }

    private static Failure unsupported(RefusedException e) {
        String problem = e.refusal() instanceof Refusal.UnsupportedFeature feature
                ? feature.problem()
                : "the request cannot be translated";
        return new Failure(Kind.UNSUPPORTED, 0, "unsupported_feature", new Redacted(problem), null);
    }
}
