package gateway.app;

import gateway.Ticker;
import gateway.admin.ComparisonReport;
import gateway.admission.Tickets;
import gateway.api.RefusalListener;
import gateway.experiment.AssignArm;
import gateway.judge.Comparisons;
import gateway.judge.Envelopes;
import gateway.judge.Judge;
import gateway.judge.JudgeDecisions;
import gateway.judge.SampleAnswer;
import gateway.judge.SpareWork;
import gateway.metering.EndListener;
import gateway.mirror.MirrorCalls;
import gateway.routing.Learner;
import gateway.telemetry.SplitMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;
import org.apache.camel.CamelContext;

/** What compares models: experiments, copies of requests for others, and judges of answers. */
final class SplitParts {
    /** Copies and questions to judges under way at once: they must never crowd out what clients wait for. */
    private static final int MOST = 32;

    private final OwnCalls copies;
    private final OwnCalls questions;
    private final SpareWork work;
    private final Comparisons comparisons;
    private final EndListener atEnd;
    private final Map<String, Object> beans;

    /**
     * Makes all of it.
     *
     * @param tickets stand for keys that are no longer at hand
     * @param learner is given what judges say, where tenants want that
     * @param refusals settles and records what is refused
     */
    SplitParts(
            MeterRegistry registry,
            Tickets tickets,
            Learner learner,
            InstantSource clock,
            Ticker ticker,
            RefusalListener refusals) {
        this.work = new SpareWork(piece -> Thread.ofVirtual().name("mirror").start(piece), MOST, tickets::hold);
        SplitMeters meters = new SplitMeters(registry);
        Dice dice = new Dice();
        this.copies = new OwnCalls("direct:mirror", refusals);
        this.questions = new OwnCalls("direct:judge", refusals);
        this.comparisons = new Comparisons(clock.instant());
        Envelopes envelopes = new Envelopes(ticker, questions::loop);
        Judge judge = new Judge(
                questions::ask,
                envelopes,
                (arm, result, score) -> {
                    meters.judged(arm, result, score);
                    comparisons.judged(arm, result, score);
                },
                learner,
                dice::nextDouble,
                clock,
                ticker);
        MirrorCalls mirrors = new MirrorCalls(copies::ask, envelopes, meters, judge, dice::nextDouble, ticker, work);
        JudgeDecisions decisions = new JudgeDecisions(judge, work);
        this.atEnd = end -> {
            comparisons.ended(end);
            mirrors.ended(end);
            decisions.ended(end);
        };
        this.beans = Map.of(
                "assignArm", new AssignArm(meters),
                "sampleAnswer", new SampleAnswer(dice::nextDouble),
                "comparisonReport", new ComparisonReport(comparisons),
                "mirrors", this);
    }

    /** Makes copies of answered requests, and has answers judged. */
    EndListener atEnd() {
        return atEnd;
    }

    /** The beans by the names that routes use. */
    Map<String, Object> beans() {
        return beans;
    }

    /** Tells that the routes are there. */
    static void attach(Map<String, Object> beans, CamelContext camel, Vertx vertx) {
        if (beans.get("mirrors") instanceof SplitParts parts) {
            parts.copies.attach(camel, vertx);
            parts.questions.attach(camel, vertx);
        }
    }

    /** How many copies and questions to judges are under way. */
    static int underWay(Map<String, Object> beans) {
        return beans.get("mirrors") instanceof SplitParts parts ? parts.work.underWay() : 0;
    }
}
