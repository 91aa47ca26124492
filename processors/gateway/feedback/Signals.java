package gateway.feedback;

import gateway.Ticker;
import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.metering.Ended.Exit;
import gateway.model.Call;
import gateway.model.Outcome;
import gateway.model.Request;
import gateway.routing.Learner;
import gateway.routing.Lesson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Learns from what can be seen of answers when their calls end: {@link Signal}. Whoever asks the same again within ten
 * minutes after an answer did not like it; one who does so more than {@value #MOST_AGAIN} times is a program that
 * repeats itself, and tells nothing. Thread-safe.
 */
public final class Signals implements EndListener {
    static final int MOST_AGAIN = 3;

    private static final Duration SOON = Duration.ofMinutes(10);
    /** Conversations that are known again: 10,000 take some 8 MB. */
    private static final int REMEMBERED = 10_000;

    private final Learner learner;
    private final FeedbackListener listener;
    private final InstantSource clock;
    private final Ticker ticker;
    private final Conversations conversations;
    private final Map<String, Earlier> earlier;

    /**
     * Makes one that has seen nothing.
     *
     * @param learner is given the lessons
     * @param listener is told of the signals
     * @param clock tells when calls were received
     * @param ticker by which calls were received, and tells what is soon
     * @param key by which conversations are known again: 32 random bytes
     */
    public Signals(Learner learner, FeedbackListener listener, InstantSource clock, Ticker ticker, byte[] key) {
        this.learner = learner;
        this.listener = listener;
        this.clock = clock;
        this.ticker = ticker;
        this.conversations = new Conversations(key);
        this.earlier = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Earlier> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    /**
     * The last answer in a conversation.
     *
     * @param endNanos when it was there
     * @param times how often the same was asked before
     */
    private record Earlier(Decided decided, long endNanos, int times) {}

    @Override
    public void ended(Ended end) {
        if (end.isRecalled()) {
            // whoever is given a kept answer has asked the same again, and has not disliked it for that
            return;
        }
        Signal signal = Signal.of(end);
        if (signal != null) {
            learn(decided(end), signal);
        }
        if (end.exit() == Exit.COMPLETE) {
            again(end);
        }
    }

    private void again(Ended end) {
        Outcome outcome = end.outcome();
        String tenant = outcome.decision().plan().tenant().id();
        String hash = switch (outcome.request()) {
            case Request.Chat chat -> conversations.hash(tenant, chat);
            case Request.Embedding embedding -> null;
        };
        if (hash == null) {
            return;
        }
        Earlier disliked = null;
        int times = 0;
        synchronized (earlier) {
            Earlier before = earlier.remove(hash);
            if (before != null) {
                times = end.endNanos() - before.endNanos() <= SOON.toNanos() ? before.times() + 1 : 0;
                disliked = isWordOn(before, outcome.request().call()) ? before : null;
            }
            earlier.put(hash, new Earlier(decided(end), end.endNanos(), times));
        }
        if (disliked != null) {
            learn(disliked.decided(), Signal.REGENERATED);
        }
    }

    /** Whether a call came after the answer to an earlier one, and soon: one that came before is no word on it. */
    private static boolean isWordOn(Earlier before, Call call) {
        long later = call.receivedNanos() - before.endNanos();
        return later >= 0 && later <= SOON.toNanos() && before.times() < MOST_AGAIN;
    }

    private void learn(Decided decided, Signal signal) {
        listener.seen(signal);
        String model = decided.model();
        if (model != null) {
            learner.learn(new Lesson(model, decided.context(), signal.reward(), signal.weight(), decided.at()));
        }
    }

    private Decided decided(Ended end) {
        long received = end.outcome().request().call().receivedNanos();
        Instant at = clock.instant().minusNanos(ticker.nanos() - received);
        return RecentDecisions.of(end, at);
    }
}
