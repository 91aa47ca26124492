package gateway.dashboard;

import gateway.Ticker;
import gateway.http.RouteName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Counts the runs of every step of every route and times some of them, by the ids that stand in the routes' files; a
 * route that is reloaded goes on where the one before was. Camel's own statistics need JMX, which costs time at the
 * start. Thread-safe.
 */
public final class StepTimes implements InterceptStrategy {
    /** To tell the time costs more than all the rest. A prime number, to keep out of step with what comes in turns. */
    private static final int TIMED_EACH = 17;

    private final Map<String, Step> steps = new ConcurrentHashMap<>();
    private final Ticker ticker;

    /** Takes what tells the time. */
    public StepTimes(Ticker ticker) {
        this.ticker = ticker;
    }

    /** What is known of one step. */
    private static final class Step {
        private final LongAdder runs = new LongAdder();
        private final LongAdder failures = new LongAdder();
        private final LongAdder timed = new LongAdder();
        private final LongAdder nanos = new LongAdder();
        /** Runs until the next one that is timed. Where threads meet, some are not counted, which does no harm. */
        private int untimed;

        boolean isTimed() {
            int left = untimed;
            untimed = left == 0 ? TIMED_EACH - 1 : left - 1;
            return left == 0;
        }

        void ended(Exchange exchange) {
            runs.increment();
            if (exchange.getException() != null) {
                failures.increment();
            }
        }

        void reset() {
            runs.reset();
            failures.reset();
            timed.reset();
            nanos.reset();
            untimed = 0;
        }
    }

    /**
     * How a step did.
     *
     * @param runs that have ended
     * @param failures of them, those that ended with an exception; a refusal is one
     * @param timed of them, those that were timed
     * @param nanos of all timed runs together, with what they call
     */
    public record Times(long runs, long failures, long timed, long nanos) {
        static final Times NONE = new Times(0, 0, 0, 0);
    }

    /** Forgets all runs, such as those of the warm-up. */
    public void forget() {
        steps.values().forEach(Step::reset);
    }

    /** The times of a step; zeros for one that has not run. */
    Times of(String route, String step) {
        Step known = steps.get(key(route, step));
        return known == null
                ? Times.NONE
                : new Times(known.runs.sum(), known.failures.sum(), known.timed.sum(), known.nanos.sum());
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, @Nullable Processor nextTarget) {
        String route =
                definition instanceof ProcessorDefinition<?> step ? ProcessorDefinitionHelper.getRouteId(step) : null;
        if (route == null || definition.getId() == null) {
            return target;
        }
        return new Timed(target, steps.computeIfAbsent(key(route, definition.getId()), id -> new Step()), ticker);
    }

    private static String key(String route, String step) {
        return RouteName.of(route) + '/' + RouteName.of(step);
    }

    /** One step as the route runs it. */
    private static final class Timed extends DelegateAsyncProcessor {
        private final Step step;
        private final Ticker ticker;

        Timed(Processor target, Step step, Ticker ticker) {
            super(target);
            this.step = step;
            this.ticker = ticker;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (!step.isTimed()) {
                return super.process(exchange, doneSync -> {
                    step.ended(exchange);
                    callback.done(doneSync);
                });
            }
            long begun = ticker.nanos();
            return super.process(exchange, doneSync -> {
                step.nanos.add(ticker.nanos() - begun);
                step.timed.increment();
                step.ended(exchange);
                callback.done(doneSync);
            });
        }
    }
}
