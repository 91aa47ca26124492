package gateway.simulator;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Redacted;
import gateway.wire.JsonCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/** What the simulator was asked for and what became of it. Thread-safe. */
public final class SimulatorCounts {
    private final Map<Upstream, Tally> tallies = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();

    /** For the simulator alone. */
    SimulatorCounts() {}

    /** Requests being answered now. */
    public int open() {
        return open.get();
    }

    /** Streams being written now. */
    public int streams() {
        return streams.get();
    }

    /** Requests that arrived. */
    public long started() {
        return sum(Row::started);
    }

    /** Requests answered to their end. */
    public long completed() {
        return sum(Row::completed);
    }

    /** Requests refused, or spoilt by a fault. */
    public long failed() {
        return sum(Row::failed);
    }

    /** Requests whose client left before the end. */
    public long aborted() {
        return sum(Row::aborted);
    }

    /** Tokens sent, thinking included. */
    public long tokens() {
        return sum(Row::tokens);
    }

    /** Input of requests that it began to answer, cached tokens included. */
    public long inputTokens() {
        return sum(Row::inputTokens);
    }

    /** Requests that arrived for a host. */
    public long startedAt(String host) {
        return rows().stream()
                .filter(row -> row.upstream().host().equalsIgnoreCase(host))
                .mapToLong(Row::started)
                .sum();
    }

    /** Requests that arrived for a model, by the provider's name for it. */
    public long startedFor(String model) {
        return rows().stream()
                .filter(row -> row.upstream().model().equals(model))
                .mapToLong(Row::started)
                .sum();
    }

    /** When the last request for a model arrived, by the simulator's ticker; {@link Long#MIN_VALUE} for never. */
    public long lastStartNanos(String model) {
        return rows().stream()
                .filter(row -> row.upstream().model().equals(model))
                .mapToLong(Row::lastStartNanos)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /** All counts, by host, dialect, model and path. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        tallies.forEach((upstream, tally) -> rows.add(tally.row(upstream)));
        rows.sort(Comparator.comparing(row -> row.upstream().toString()));
        return rows;
    }

    /** Begins anew; what is open now stays open. */
    public void reset() {
        tallies.clear();
    }

    Visit start(Upstream upstream, long nanos) {
        Tally tally = tallies.computeIfAbsent(upstream, key -> new Tally());
        tally.started.increment();
        tally.lastStart.accumulateAndGet(nanos, Math::max);
        open.incrementAndGet();
        return new Visit(this, tally);
    }

    ObjectNode json() {
        ObjectNode json = JsonCodec.object()
                .put("open", open())
                .put("streams", streams())
                .put("started", started())
                .put("completed", completed())
                .put("failed", failed())
                .put("aborted", aborted())
                .put("tokens", tokens());
        json.set("upstreams", JsonCodec.MAPPER.valueToTree(rows()));
        return json;
    }

    private long sum(ToLongFunction<Row> count) {
        return rows().stream().mapToLong(count).sum();
    }

    /**
     * What was asked for.
     *
     * @param host the host asked for, without the port
     * @param dialect openai, anthropic, gemini or bedrock
     * @param model by the provider's name for it
     * @param path without the query
     */
    public record Upstream(String host, String dialect, String model, String path) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Upstream[" + Redacted.shown(host) + ", " + dialect + "]";
        }
    }

    /**
     * The counts of one upstream.
     *
     * @param upstream what was asked for
     * @param started requests that arrived
     * @param completed of which were answered to their end
     * @param failed of which were refused, or spoilt by a fault
     * @param aborted of which the client left before the end
     * @param tokens sent
     * @param inputTokens of requests that it began to answer
     * @param lastStartNanos when the last one arrived, by the simulator's ticker
     */
    public record Row(
            @JsonUnwrapped Upstream upstream,
            long started,
            long completed,
            long failed,
            long aborted,
            long tokens,
            long inputTokens,
            long lastStartNanos) {}

    /** One request, from its arrival to its end. Belongs to one event loop. */
    static final class Visit {
        private final SimulatorCounts counts;
        private final Tally tally;
        private boolean ended;
        private boolean streaming;

        private Visit(SimulatorCounts counts, Tally tally) {
            this.counts = counts;
            this.tally = tally;
        }

        void streaming() {
            if (!ended && !streaming) {
                streaming = true;
                counts.streams.incrementAndGet();
            }
        }

        /** The answer begins, for which a provider charges its input. */
        void answering(int input) {
            tally.inputTokens.add(input);
        }

        void completed(int tokens) {
            end(tally.completed, tokens);
        }

        void failed(int tokens) {
            end(tally.failed, tokens);
        }

        void aborted(int tokens) {
            end(tally.aborted, tokens);
        }

        private void end(LongAdder kind, int tokens) {
            if (ended) {
                return;
            }
            ended = true;
            kind.increment();
            tally.tokens.add(tokens);
            counts.open.decrementAndGet();
            if (streaming) {
                counts.streams.decrementAndGet();
            }
        }
    }

    /** Counters of one upstream. */
    private static final class Tally {
        private final LongAdder started = new LongAdder();
        private final LongAdder completed = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final LongAdder aborted = new LongAdder();
        private final LongAdder tokens = new LongAdder();
        private final LongAdder inputTokens = new LongAdder();
        private final AtomicLong lastStart = new AtomicLong(Long.MIN_VALUE);

        Row row(Upstream upstream) {
            return new Row(
                    upstream,
                    started.sum(),
                    completed.sum(),
                    failed.sum(),
                    aborted.sum(),
                    tokens.sum(),
                    inputTokens.sum(),
                    lastStart.get());
        }
    }
}
