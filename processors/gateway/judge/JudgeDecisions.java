package gateway.judge;

import gateway.judge.JudgeListener.Kind;
import gateway.metering.EndListener;
import gateway.metering.Ended;

/** Has answers of models that a router chose judged, once their callers have them. Thread-safe. */
public final class JudgeDecisions implements EndListener {
    private final Judge judge;
    private final SpareWork work;

    /** Takes who judges, and what bounds it. */
    public JudgeDecisions(Judge judge, SpareWork work) {
        this.judge = judge;
        this.work = work;
    }

    @Override
    public void ended(Ended end) {
        if (end.outcome().decision().plan().sampled() instanceof Sample sample
                && sample.kind() == Kind.DECISION
                && sample.isJudged()
                && Judge.isWorth(end)
                && !work.offer(end.outcome().request().call(), () -> judge.grade(sample, end))) {
            judge.dropped(sample, end);
        }
    }
}
