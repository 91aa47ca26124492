package gateway.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The end of a text that is still coming: what was let go of it last, for context, and what is held back because
 * something may have begun there that only what follows will show. Confined to one event loop.
 */
final class Window {
    /** The most that is held back, in chars. */
    static final int MOST = 128;

    /** What is kept of the text before, in chars. */
    private static final int CONTEXT = 96;

    /** Small words that stand between the parts of a name, and such as announce one. */
    private static final Set<String> JOINING = Set.of(
            "von", "van", "de", "der", "den", "del", "della", "di", "da", "dos", "la", "le", "zu", "zur", "zum", "am",
            "an", "ben", "bin", "al", "el", "y", "und", "and", "is", "ist", "str", "straße", "strasse", "platz", "weg");

    private static final String PLAIN_SIGNS = " ,.!?;'\n";

    /** Parts of the words that announce a password. */
    private static final String[] CUES = {"assw", "ASSW", "ennwort", "ecret", "oken", "eheim"};

    private final AnswerRules rules;
    private final boolean json;
    private final boolean restores;
    private final boolean holds;
    private final boolean names;
    /** Null where it is not judged, or was found. */
    private Classifier.@Nullable Running toxicity;

    /** Context, then what is held. */
    private final StringBuilder text = new StringBuilder();

    private int context;
    private int safe;
    /** Whether the context begins within a string of JSON. */
    private boolean inString;

    /** Chars of the whole text before those that are kept. */
    private long base;
    /** Up to where in the whole text findings were told. */
    private long told;

    private List<Edit> edits = List.of();
    /** Whether what was let go last ended within a change. */
    private boolean within;

    private @Nullable String blocked;

    /**
     * Begins with nothing.
     *
     * @param json whether it is a JSON text
     * @param restores whether placeholders are taken back in it
     */
    Window(AnswerRules rules, boolean json, boolean restores) {
        this.rules = rules;
        this.json = json;
        this.restores = restores && !rules.restorer().isEmpty();
        this.holds = rules.changes() || !rules.policy().topics().isEmpty();
        this.names = rules.looksForNames();
        this.toxicity = rules.judgesToxicity() ? rules.engine().toxicity().running() : null;
    }

    /** Takes more. */
    void add(String more) {
        text.append(more);
        if (toxicity != null) {
            toxicity.add(more);
            if (rules.isToxic(toxicity.score())) {
                toxicity = null;
                blocked = rules.toxic();
            }
        }
    }

    /** Why the answer must end here; null if it need not. */
    @Nullable String blocked() {
        return blocked;
    }

    /** How many chars of what is held may go, as far as was judged. */
    int safe() {
        return safe;
    }

    /** Whether no more can be held back. */
    boolean isFull() {
        return text.length() - context > MOST;
    }

    /**
     * Looks how much of what is held may go now.
     *
     * @param last whether nothing follows, so that all may
     */
    void judge(boolean last) {
        judge(last ? text.length() : open(), last);
    }

    /** The same for the first chars of what is held, whatever may have begun there. */
    void judgeTo(int count) {
        judge(context + count, true);
    }

    private void judge(int open, boolean whole) {
        if (open - context <= safe) {
            return;
        }
        edits = List.of();
        int upTo = open;
        if (holds && needsLook(open)) {
            upTo = look(open, whole);
        } else if (restores) {
            edits = rules.restorer().edits(text.toString(), json);
        }
        safe = upTo - context;
    }

    /** Finds what must change up to there, or a little less far. */
    private int look(int upTo, boolean last) {
        String all = text.toString();
        int open = upTo;
        List<Edit> restored = restores ? rules.restorer().edits(all, json) : List.of();
        Redactor redactor = rules.redactor();
        List<Finding> shown = new ArrayList<>();
        for (Finding finding : redactor.find(all, restored)) {
            boolean crosses = finding.start() < open && finding.end() > open;
            if (crosses && !last && text.length() - finding.start() < MOST) {
                open = Math.max(context, finding.start());
            }
            if (finding.end() > context && finding.start() < open) {
                shown.add(finding);
            }
        }
        edits = Edit.merge(restored, json ? redactor.jsonEdits(all, inString, shown) : redactor.edits(all, shown));
        tell(shown);
        if (blocked == null) {
            blocked = AnswerRules.blocked(redactor);
        }
        if (blocked == null) {
            blocked = rules.denied(all);
        }
        return open;
    }

    /** What is held is looked at several times, and told once. */
    private void tell(List<Finding> shown) {
        for (Finding finding : shown) {
            if (base + finding.start() >= told) {
                told = base + finding.end();
                rules.found(finding.kind());
            }
        }
    }

    /**
     * Words alone are no personal data but for names, and for passwords, which are announced. A topic can be any words.
     */
    private boolean needsLook(int open) {
        if (json || !rules.policy().topics().isEmpty()) {
            return true;
        }
        for (int i = context; i < open; i++) {
            char c = text.charAt(i);
            boolean plain = names ? Character.isLowerCase(c) : Character.isLetter(c);
            if (!plain && PLAIN_SIGNS.indexOf(c) < 0) {
                return true;
            }
        }
        for (String cue : CUES) {
            if (text.indexOf(cue) >= 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Lets go of the first chars of what is held.
     *
     * @param count at most {@link #safe}
     * @return what stands in their place; null if that is themselves
     */
    @Nullable String take(int count) {
        int to = context + count;
        safe -= count;
        StringBuilder out = null;
        int copied = context;
        for (Edit edit : edits) {
            int start = Math.max(edit.start(), context);
            int end = Math.min(edit.end(), to);
            if (start < end) {
                out = out == null ? new StringBuilder(count + 32) : out;
                // what began in an event before has been replaced there
                out.append(text, copied, start).append(within && edit.start() < context ? "" : edit.instead());
                within = edit.end() > to;
                copied = end;
            }
        }
        String taken = out == null ? null : out.append(text, copied, to).toString();
        forget(to);
        return taken;
    }

    private void forget(int to) {
        int drop = Math.max(0, to - CONTEXT);
        if (json) {
            // an escape is kept whole
            while (drop > 0 && text.charAt(drop - 1) == '\\') {
                drop--;
            }
            inString = JsonStrings.endsInString(text, 0, drop, inString);
        }
        text.delete(0, drop);
        base += drop;
        context = to - drop;
        if (!edits.isEmpty() && drop > 0) {
            int left = drop;
            edits = edits.stream().map(edit -> edit.shifted(left)).toList();
        }
    }

    /** Where something may have begun. */
    private int open() {
        int end = text.length();
        int open = restores ? rules.restorer().open(text) : end;
        if (holds) {
            int least = Math.max(context, end - MOST);
            boolean complete = end > 0 && Character.isWhitespace(text.charAt(end - 1));
            int at = end;
            while (at > least) {
                int word = wordBefore(at, least);
                if (complete && isPlain(word, at)) {
                    break;
                }
                complete = true;
                at = word;
            }
            open = Math.min(open, at);
        }
        return Math.max(open, Math.min(end, Math.max(context, end - MOST)));
    }

    /** Where the word begins that ends here, with the space behind it. */
    private int wordBefore(int end, int least) {
        int at = end;
        while (at > least && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        while (at > least && !Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /** A word of small letters, or one that opens sentences, with which nothing goes on that began before it. */
    private boolean isPlain(int from, int to) {
        int end = to;
        while (end > from && !Character.isLetterOrDigit(text.charAt(end - 1))) {
            end--;
        }
        if (end - from < 2) {
            return false;
        }
        for (int i = from + 1; i < end; i++) {
            if (!Character.isLowerCase(text.charAt(i))) {
                return false;
            }
        }
        char first = text.charAt(from);
        return Character.isLowerCase(first)
                ? !JOINING.contains(text.substring(from, end))
                : Character.isUpperCase(first)
                        && OpeningWords.contain(text.substring(from, end).toLowerCase(Locale.ROOT));
    }
}
