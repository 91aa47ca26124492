package gateway.provider.bedrock;

import gateway.guard.RemoteVerdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The texts of one call as a guardrail is shown them: joined into as few blocks as its longest text allows, and taken
 * apart again when they come back masked. Linear in the texts' length. Immutable.
 */
final class GuardrailTexts {
    /** The most characters of a block (quota "ApplyGuardrail text units per request" of 25, at 1,000 characters). */
    static final int LONGEST = 25_000;

    /** So far back a place is looked for where a long text can be cut. */
    private static final int CUT_WITHIN = 1_000;

    private static final char RECORD_SEPARATOR = '\u241E';

    private final List<String> texts;
    private final List<List<Piece>> blocks;
    private final String separator;

    /**
     * Part of a text.
     *
     * @param text the number of the text it is of
     */
    private record Piece(int text, String part) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Piece[text=" + text + ", length=" + part.length() + "]";
        }
    }

    private GuardrailTexts(List<String> texts, List<List<Piece>> blocks, String separator) {
        this.texts = texts;
        this.blocks = blocks;
        this.separator = separator;
    }

    static GuardrailTexts of(List<String> texts) {
        String separator = separator(texts);
        List<List<Piece>> blocks = new ArrayList<>();
        List<Piece> block = new ArrayList<>();
        int length = 0;
        for (int text = 0; text < texts.size(); text++) {
            for (String part : cut(texts.get(text))) {
                if (!block.isEmpty() && length + separator.length() + part.length() > LONGEST) {
                    blocks.add(block);
                    block = new ArrayList<>();
                    length = 0;
                }
                length += part.length() + (block.isEmpty() ? 0 : separator.length());
                block.add(new Piece(text, part));
            }
        }
        if (!block.isEmpty()) {
            blocks.add(block);
        }
        return new GuardrailTexts(List.copyOf(texts), blocks, separator);
    }

    /** What is shown, block by block. */
    List<String> shown() {
        return blocks.stream()
                .map(block ->
                        String.join(separator, block.stream().map(Piece::part).toList()))
                .toList();
    }

    /**
     * What is said of the texts.
     *
     * @param verdicts of the blocks, in their order; in {@code Masked} there is one text
     */
    RemoteVerdict verdict(List<RemoteVerdict> verdicts) {
        Set<String> reasons = new LinkedHashSet<>();
        RemoteVerdict.Failed failed = null;
        boolean masked = false;
        for (RemoteVerdict verdict : verdicts) {
            switch (verdict) {
                case RemoteVerdict.Passed passed -> {}
                case RemoteVerdict.Masked each -> masked = true;
                case RemoteVerdict.Blocked blocked -> reasons.addAll(blocked.reasons());
                case RemoteVerdict.Failed each -> failed = failed == null || failed.open() ? each : failed;
            }
        }
        if (!reasons.isEmpty()) {
            return new RemoteVerdict.Blocked(List.copyOf(reasons));
        }
        if (failed != null) {
            return failed;
        }
        return masked ? masked(verdicts) : new RemoteVerdict.Passed();
    }

    private RemoteVerdict masked(List<RemoteVerdict> verdicts) {
        List<StringBuilder> whole = new ArrayList<>(texts.size());
        texts.forEach(text -> whole.add(new StringBuilder(text.length())));
        for (int i = 0; i < blocks.size(); i++) {
            List<Piece> block = blocks.get(i);
            List<String> parts = block.stream().map(Piece::part).toList();
            if (verdicts.get(i) instanceof RemoteVerdict.Masked masked) {
                parts = split(masked.texts().getFirst());
                if (parts.size() != block.size()) {
                    // a separator is gone: nobody knows any more what belongs where
                    return new RemoteVerdict.Failed("garbage", false);
                }
            }
            for (int j = 0; j < parts.size(); j++) {
                whole.get(block.get(j).text()).append(parts.get(j));
            }
        }
        return new RemoteVerdict.Masked(
                whole.stream().map(StringBuilder::toString).toList());
    }

    private List<String> split(String joined) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = joined.indexOf(separator); at >= 0; at = joined.indexOf(separator, from)) {
            parts.add(joined.substring(from, at));
            from = at + separator.length();
        }
        parts.add(joined.substring(from));
        return parts;
    }

    /** One that is in no text, so that nobody can put it there. */
    private static String separator(List<String> texts) {
        int longest = 0;
        for (String text : texts) {
            int run = 0;
            for (int i = 0; i < text.length(); i++) {
                run = text.charAt(i) == RECORD_SEPARATOR ? run + 1 : 0;
                longest = Math.max(longest, run);
            }
        }
        // a text of nothing else would make every separator as long as itself
        String marks = String.valueOf(RECORD_SEPARATOR).repeat(Math.min(longest, CUT_WITHIN) + 1);
        return "\n" + marks + "\n";
    }

    /** A text in parts that are not too long. */
    private static List<String> cut(String text) {
        if (text.length() <= LONGEST) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (text.length() - from > LONGEST) {
            int to = cutBefore(text, from + LONGEST);
            parts.add(text.substring(from, to));
            from = to;
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** Behind the last white space before there, if there is one near; never within a character. */
    private static int cutBefore(String text, int end) {
        for (int at = end; at > end - CUT_WITHIN; at--) {
            if (Character.isWhitespace(text.charAt(at - 1))) {
                return at;
            }
        }
        return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}
