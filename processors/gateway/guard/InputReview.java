package gateway.guard;

import gateway.model.ContentSource;
import gateway.model.GuardAction;
import gateway.model.GuardPolicy;
import gateway.model.GuardPolicy.Check;
import gateway.model.PiiKind;
import gateway.model.Request;
import gateway.model.Tenant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the local engine says of one prompt. Confined to the request. */
final class InputReview {
    private final LocalEngine engine;
    private final PolicyChoice choice;
    private final GuardPolicy policy;
    private final Placeholders placeholders = new Placeholders();
    private final Redactor redactor;
    /** What the policy blocks. */
    private final Set<String> blocked = new LinkedHashSet<>();
    /** What was found of it, blocked or only flagged. */
    private final Set<String> suspicions = new LinkedHashSet<>();

    /** What the gateway itself asks beside a client's request quotes what was looked through for attacks before. */
    private final boolean own;

    private final Request cleaned;

    /**
     * Looks through a prompt.
     *
     * @param pieces all its texts
     */
    InputReview(LocalEngine engine, Request request, List<Texts.Piece> pieces, Tenant tenant) {
        this.engine = engine;
        this.choice = PolicyChoice.of(request, pieces, tenant, engine.domains());
        this.policy = choice.policy();
        this.own = request.call().isOwn();
        this.redactor = new Redactor(engine.pii(), policy::input, placeholders, Restorer.NONE);
        pieces.forEach(piece -> placeholders.avoid(piece.text()));
        this.cleaned = Texts.map(request, new Judging());
        for (PiiKind kind : redactor.blocked()) {
            blocked.add("personal data of the kind " + kind.key());
        }
    }

    String domain() {
        return choice.domain();
    }

    GuardPolicy policy() {
        return policy;
    }

    /** The prompt as it may go to a provider. */
    Request cleaned() {
        return cleaned;
    }

    Map<String, String> originals() {
        return placeholders.originals();
    }

    List<String> blocked() {
        return List.copyOf(blocked);
    }

    Set<String> suspicions() {
        return suspicions;
    }

    Map<GuardAction, Map<PiiKind, Integer>> done() {
        return redactor.done();
    }

    /** For the decision record: kinds and counts, no content. */
    String note() {
        List<String> notes = new ArrayList<>();
        notes.add("domain " + choice.domain());
        redactor.done()
                .forEach((action, kinds) -> kinds.forEach((kind, count) ->
                        notes.add(action.name().toLowerCase(Locale.ROOT) + " " + kind.key() + " " + count)));
        suspicions.forEach(reason -> notes.add((blocked.contains(reason) ? "block " : "flag ") + reason));
        return String.join(", ", notes);
    }

    /** Judges each text and cleans it. */
    private final class Judging implements Texts.Visitor {
        @Override
        public String text(ContentSource source, String text) {
            if (text.isBlank()) {
                return text;
            }
            judge(source, text);
            return policy.piiIn().contains(source) ? redactor.text(text) : text;
        }

        @Override
        public String json(ContentSource source, String json) {
            if (json.length() <= 2) {
                return json;
            }
            String plain = JsonStrings.plain(json);
            judge(source, plain);
            return policy.piiIn().contains(source) ? redactor.json(json) : json;
        }

        private void judge(ContentSource source, String text) {
            if (!own) {
                check(policy.attacks(), engine.attacks(), "prompt attack", source, text);
            }
            check(policy.toxicity(), engine.toxicity(), "toxicity", source, text);
            if (policy.topicsIn().contains(source)) {
                for (String topic : engine.topics().of(policy.topics()).found(text)) {
                    found("denied topic " + topic + " in " + source.key(), GuardAction.BLOCK);
                }
            }
        }

        private void check(Check check, Classifier classifier, String what, ContentSource source, String text) {
            if (check.threshold() <= 1
                    && check.sources().contains(source)
                    && classifier.score(text) >= check.threshold()) {
                found(what + " in " + source.key(), check.action());
            }
        }

        private void found(String reason, GuardAction action) {
            suspicions.add(reason);
            if (action == GuardAction.BLOCK) {
                blocked.add(reason);
            }
        }
    }
}
