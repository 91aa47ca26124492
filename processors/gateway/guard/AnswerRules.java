package gateway.guard;

import gateway.model.GuardAction;
import gateway.model.GuardPolicy;
import gateway.model.PiiKind;
import org.jspecify.annotations.Nullable;

/**
 * What the local engine looks for in one answer. Confined to it.
 *
 * @param engine looks
 * @param policy what is done about it
 * @param restorer puts the caller's own data back
 * @param listener is told
 */
record AnswerRules(LocalEngine engine, GuardPolicy policy, Restorer restorer, GuardListener listener) {
    /** Makes what cleans texts; nothing can be taken back in an answer. */
    Redactor redactor() {
        return new Redactor(looksForNames() ? engine.pii() : engine.forms(), policy::output, null, restorer);
    }

    /** Whether names and addresses matter: they are not looked for where they would only be flagged. */
    boolean looksForNames() {
        return policy.output(PiiKind.PERSON) != GuardAction.FLAG || policy.output(PiiKind.ADDRESS) != GuardAction.FLAG;
    }

    /** Whether a kind of personal data would be changed or blocked, so that an answer must be held back for it. */
    boolean changes() {
        for (PiiKind kind : PiiKind.values()) {
            if (policy.output(kind) != GuardAction.FLAG) {
                return true;
            }
        }
        return false;
    }

    /** Whether texts are judged for toxicity. */
    boolean judgesToxicity() {
        return policy.toxicity().threshold() <= 1;
    }

    /** Whether a score of toxicity counts. */
    boolean isToxic(double score) {
        return score >= policy.toxicity().threshold();
    }

    /** Why toxicity ends the answer; null if it does not. */
    @Nullable String toxic() {
        listener.blocked("toxicity", false);
        return policy.toxicity().action() == GuardAction.BLOCK ? "toxicity in answer" : null;
    }

    /** Why a text ends the answer because of what it talks about; null if it does not. */
    @Nullable String denied(String text) {
        for (String topic : engine.topics().of(policy.topics()).found(text)) {
            listener.blocked("denied topic", false);
            return "denied topic " + topic + " in answer";
        }
        return null;
    }

    /** Why what was found ends the answer; null if it does not. */
    static @Nullable String blocked(Redactor redactor) {
        for (PiiKind kind : redactor.blocked()) {
            return "personal data of the kind " + kind.key() + " in answer";
        }
        return null;
    }

    /** Tells of one finding. */
    void found(PiiKind kind) {
        listener.found(kind, policy.output(kind), false, 1);
    }

    /** Tells what a redactor has done. */
    void tell(Redactor redactor) {
        redactor.done()
                .forEach((action, kinds) -> kinds.forEach((kind, count) -> listener.found(kind, action, false, count)));
    }
}
