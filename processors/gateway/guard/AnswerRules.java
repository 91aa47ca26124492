package gateway.guard;

import gateway.model.GuardAction;
import gateway.model.GuardPolicy;
import gateway.model.GuardPolicy.Check;
import gateway.model.PiiKind;
import java.util.ArrayList;
import java.util.List;
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
        return new Redactor(scanner(), policy::output, null);
    }

    /** What finds personal data in answers: names are not looked for where they would only be flagged. */
    Scanner scanner() {
        return looksForNames() ? engine.pii() : engine.forms();
    }

    /** Whether names and addresses matter. */
    boolean looksForNames() {
        return policy.output(PiiKind.PERSON) != GuardAction.FLAG || policy.output(PiiKind.ADDRESS) != GuardAction.FLAG;
    }

    /** A text without what must not be in it; placeholders stay. The same object, if nothing is to change. */
    String clean(Redactor redactor, String text, boolean json) {
        String plain = json ? JsonStrings.plain(text) : text;
        List<Finding> findings = scanner().scan(plain);
        if (findings.isEmpty()) {
            return text;
        }
        List<Finding> own = without(findings, restorer.edits(plain, json));
        List<Edit> edits = json ? redactor.jsonEdits(plain, false, own) : redactor.edits(plain, own);
        return edits.isEmpty() ? text : Edit.apply(plain, edits);
    }

    /** The findings that are no placeholders. */
    static List<Finding> without(List<Finding> findings, List<Edit> placeholders) {
        if (placeholders.isEmpty()) {
            return findings;
        }
        List<Finding> own = new ArrayList<>(findings.size());
        for (Finding finding : findings) {
            boolean overlaps = false;
            for (Edit edit : placeholders) {
                overlaps |= finding.start() < edit.end() && edit.start() < finding.end();
            }
            if (!overlaps) {
                own.add(finding);
            }
        }
        return own;
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

    /** Why a score of toxicity ends the answer; null if it does not. */
    @Nullable String toxic(double score) {
        Check check = policy.toxicity();
        if (score < check.threshold()) {
            return null;
        }
        listener.blocked("toxicity", false);
        return check.action() == GuardAction.BLOCK ? "toxicity in answer" : null;
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
        GuardAction action = policy.output(kind);
        listener.found(kind, action == GuardAction.PSEUDONYMISE ? GuardAction.REDACT : action, false, 1);
    }

    /** Tells what a redactor has done. */
    void tell(Redactor redactor) {
        redactor.done()
                .forEach((action, kinds) -> kinds.forEach((kind, count) -> listener.found(kind, action, false, count)));
    }
}
