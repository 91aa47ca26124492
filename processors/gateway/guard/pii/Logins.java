package gateway.guard.pii;

import gateway.model.PiiKind;

/** Finds what stands behind words such as "user", "Passwort", "PIN" or "token". For one thread. */
final class Logins {
    private static final int MAX_VALUE = 128;
    private static final int MAX_USER = 64;
    private static final int NEXT_CUE = 40;
    /** Words between a cue and its value. */
    private static final String[] JOINTS = {"is", "ist", "lautet", "war", "was", "=>", "name", "the", "that", "mein", "my", "auf", "to"};
    /** Values that stand for none. */
    private static final String NONE =
            "|null|none|true|false|string|required|password|passwort|undefined|missing|wrong|falsch|leer|empty|n/a|yes|no|text|"
                    + "varchar|redacted|hidden|unknown|user|username|token|secret|your_password|changeme_here|test|";

    /** Signs that words and code have too. */
    private static final String NEUTRAL = "-'/.?!_()[]{},";

    private final Page page;
    private final Secrets secrets;
    private boolean labelled;
    private boolean quoted;
    private boolean joined;

    Logins(Page page, Secrets secrets) {
        this.page = page;
        this.secrets = secrets;
    }

    /** Goes through all cues of the page. */
    void find() {
        for (int cue = 0; cue < page.cues.count(); cue++) {
            int topics = page.cues.topics(cue);
            if ((topics & (Topics.PASSWORD | Topics.PIN | Topics.USER | Topics.ACCOUNT | Topics.SECRET)) == 0) {
                continue;
            }
            int start = valueStart(page.cues.end(cue), (topics & Topics.CELL) != 0);
            if (start < 0) {
                continue;
            }
            boolean weak = page.at(page.cues.start(cue) - 1) == '@' || (!labelled && isShort(cue));
            if (weak) {
                continue;
            }
            if ((topics & Topics.PASSWORD) != 0) {
                password(start);
            } else if ((topics & Topics.PIN) != 0) {
                pin(start);
            } else if ((topics & Topics.SECRET) != 0) {
                secrets.findSaid(start, labelled);
            } else {
                user(start, cue, (topics & Topics.USER) != 0);
            }
        }
    }

    /** "Pass" and "pw" are words of other senses too; they count with a colon or an equals sign only. */
    private boolean isShort(int cue) {
        return page.cues.end(cue) - page.cues.start(cue) <= 4 && (page.cues.topics(cue) & Topics.PASSWORD) != 0;
    }

    /** Where the value of a cue begins: behind signs and a joining word or two; -1 if a line ends before. */
    private int valueStart(int from, boolean cell) {
        int at = from;
        int words = 0;
        labelled = cell;
        quoted = false;
        joined = false;
        while (at - from < 24 && at < page.length) {
            char c = page.at(at);
            if (c == ':' || c == '=') {
                labelled = true;
                at++;
            } else if (c == '"' || c == '\'' || c == '`') {
                quoted = true;
                at++;
            } else if (c == ' ' || c == '>' || c == '*' || c == '|' || c == '\t' || (c == '(' && page.at(at - 1) == ' ')) {
                at++;
            } else {
                int word = labelled ? 0 : joint(at);
                if (word == 0 || words++ > 2) {
                    return c == '\n' || c == ',' || c == '<' || (at == from && !cell) ? -1 : at;
                }
                joined = true;
                at += word;
            }
        }
        return -1;
    }

    private int joint(int at) {
        for (String word : JOINTS) {
            if (Texts.is(page, at, word) && page.at(at + word.length()) == ' ') {
                return word.length();
            }
        }
        return 0;
    }

    private void password(int start) {
        int end = valueEnd(start, MAX_VALUE);
        int length = end - start;
        if (length < 4 || NONE.contains("|" + text(start, end) + "|")) {
            return;
        }
        char first = page.at(start);
        if (first == '$' || first == '{' || first == '%' || first == '-' || first == '[') {
            return;
        }
        boolean bare = (labelled && (quoted || endsLine(end))) || (joined && quoted);
        if (bare || isMixed(start, end)) {
            page.found(start, end, PiiKind.PASSWORD);
        }
    }

    /** The end of a value: a space, a quote, a tag or a table's line; signs that close a sentence or a list do not belong to it. */
    private int valueEnd(int start, int most) {
        int at = start;
        while (at - start < most && page.at(at) > ' ' && !isEnd(page.at(at))) {
            at++;
        }
        while (at > start && isClosing(page.at(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isEnd(char c) {
        return c == '"' || c == '\'' || c == '`' || c == '<' || c == '|' || c == ';';
    }

    private static boolean isClosing(char c) {
        return c == '.' || c == ',' || c == ':' || c == ')' || c == ']' || c == '}';
    }

    private boolean endsLine(int end) {
        char next = page.at(end);
        return next == 0 || next == '\n' || next == '<' || next == '|' || next == ',' || next == '&';
    }

    /** No plain word: a digit or a sign among letters. */
    private boolean isMixed(int start, int end) {
        int letters = 0;
        int others = 0;
        int humps = 0;
        for (int i = start; i < end; i++) {
            char c = page.at(i);
            if (Character.isLetter(c)) {
                letters++;
                humps += Chars.isUpper(c) && i > start && Chars.isLower(page.at(i - 1)) ? 1 : 0;
            } else if (NEUTRAL.indexOf(c) < 0) {
                others++;
            }
        }
        return (others > 0 && (letters > 0 || labelled)) || humps > 2 || (humps > 1 && !Chars.isWord(page.at(end - 1)));
    }

    private String text(int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            text.append(Chars.lower(page.at(i)));
        }
        return text.toString();
    }

    private void pin(int start) {
        int at = start;
        while (at - start < 9 && Chars.isDigit(page.at(at))) {
            at++;
        }
        if (at - start >= 3 && at - start <= 8 && page.stands(start, at) && page.at(at) != '.') {
            page.found(start, at, PiiKind.PASSWORD);
        }
    }

    private void user(int start, int cue, boolean surely) {
        int at = start;
        while (at - start < MAX_USER && isUser(page.at(at))) {
            at++;
        }
        while (at > start && (page.at(at - 1) == '.' || page.at(at - 1) == '-')) {
            at--;
        }
        int length = at - start;
        char next = page.at(at);
        if (length < 3 || next == '@' || next == '(' || next == '/' || Chars.isWord(next) || page.at(start - 1) == '[') {
            return;
        }
        boolean strange = hasDigitOrDot(start, at);
        boolean withPassword = isPasswordNext(cue, at);
        boolean named = labelled && (surely || withPassword) && !NONE.contains("|" + text(start, at) + "|");
        if (named || (strange && (surely || labelled || withPassword || isHandle(start, at)))) {
            page.found(start, at, PiiKind.USERNAME);
        }
    }

    private static boolean isUser(char c) {
        return Chars.isWord(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '\\';
    }

    /** Letters, and a digit, a dot or an underscore in them. */
    private boolean hasDigitOrDot(int from, int to) {
        boolean letter = false;
        boolean sign = false;
        boolean doubled = false;
        for (int i = from; i < to; i++) {
            char c = page.at(i);
            letter |= Character.isLetter(c);
            sign |= Chars.isDigit(c) || c == '.' || c == '_';
            doubled |= c == '.' && (page.at(i + 1) == '.' || Character.isUpperCase(page.at(i + 1)) || i - from > 20);
        }
        return letter && sign && !doubled;
    }

    /** Small letters that end with digits, or have an underscore: as handles do. */
    private boolean isHandle(int from, int to) {
        boolean line = false;
        for (int i = from; i < to; i++) {
            line |= page.at(i) == '_';
        }
        return Chars.isLower(page.at(from)) && to - from >= 5 && (line || Chars.isDigit(page.at(to - 1)));
    }

    private boolean isPasswordNext(int cue, int end) {
        for (int next = cue + 1; next < page.cues.count() && page.cues.start(next) - end < NEXT_CUE; next++) {
            if (page.cues.start(next) >= end && (page.cues.topics(next) & Topics.PASSWORD) != 0) {
                return true;
            }
        }
        return false;
    }
}
