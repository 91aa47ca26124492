package gateway.guard.pii;

import gateway.guard.Finding;
import gateway.guard.Scanner;
import gateway.model.PiiKind;
import java.util.List;

/**
 * Finds all kinds of {@link PiiKind} but names and addresses. A number counts by its check digits where it has strong
 * ones, else by its form, else by a cue: a word before or behind it, the label of a form, the key of JSON, a tag, the
 * head of its column; in German or English. Words such as "order" or "Rechnung" before a number speak against it.
 *
 * <p>Time and memory are linear in the text's length: each char is folded once, read once for cues and once for values;
 * a finder that is called at a char looks at a bounded number of others. Stateless and thread-safe.
 */
public final class StructuredScanner implements Scanner {
    @Override
    public List<Finding> scan(String text) {
        Page page = new Page(text);
        new Walk(page).run();
        return page.findings();
    }

    /** One walk over a page, from value to value. */
    private static final class Walk {
        private static final int MAX_WORD = 80;

        private final Page page;
        private final Births births;
        private final Numbers numbers;
        private final Codes codes;
        private final Documents documents;
        private final Plates plates;
        private final Networks networks;
        private final Emails emails;
        private final Wallets wallets;
        private final Secrets secrets;
        private final Urls urls;

        private Walk(Page page) {
            this.page = page;
            this.births = new Births(page);
            this.numbers = new Numbers(page, births);
            this.codes = new Codes(page);
            this.documents = new Documents(page);
            this.plates = new Plates(page);
            this.networks = new Networks(page);
            this.emails = new Emails(page);
            this.wallets = new Wallets(page);
            this.secrets = new Secrets(page);
            this.urls = new Urls(page);
        }

        private void run() {
            new Logins(page, secrets).find();
            int at = 0;
            while (at < page.length) {
                char c = page.at(at);
                if (Chars.isWord(c)) {
                    at = Chars.isWord(page.at(at - 1)) ? skip(at) : word(at, c);
                } else {
                    at = Math.max(at + 1, sign(at, c));
                }
            }
        }

        private int sign(int at, char c) {
            return switch (c) {
                case '@' -> emails.find(at);
                case ':' -> colon(at);
                case '-' -> secrets.findPem(at);
                default -> 0;
            };
        }

        private int colon(int at) {
            if (page.at(at + 1) == ':') {
                return networks.findIpv6(at);
            }
            return page.at(at + 1) == '/' && page.at(at + 2) == '/' ? urls.find(at) : 0;
        }

        /** Looks at the word that begins at a letter or digit; gives the char after it or after what was found. */
        private int word(int start, char first) {
            int end = Texts.wordEnd(page, start, MAX_WORD);
            if (end == start) {
                boolean at = first == 'ä' && page.at(start + 1) == 't';
                return Math.max(at ? emails.findSpelled(start) : 0, skip(start + 1));
            }
            if (Chars.isWord(page.at(end))) {
                int key = secrets.find(start);
                if (key > 0) {
                    return key;
                }
                boolean plate = first < 128 && end - start < 3 && !Chars.isDigit(first);
                int found = plate ? plates.find(start) : births.find(start);
                return Math.max(found, skip(end));
            }
            int found = Chars.isDigit(first) ? atDigit(start, end) : atLetter(start, end);
            return found > 0 ? found : end;
        }

        private int skip(int from) {
            int at = from;
            while (at < page.length && Chars.isWord(page.at(at))) {
                at++;
            }
            return at;
        }

        private int atDigit(int start, int end) {
            int found = networks.findIpv4(start);
            found = found > 0 ? found : hexadecimal(start, end);
            found = found > 0 ? found : codes.findAtDigit(start);
            found = found > 0 ? found : wallets.find(start, end);
            found = found > 0 ? found : documents.find(start, end);
            if (found == 0 && page.isLabelled(Topics.PLATE, start)) {
                found = plates.find(start);
            }
            return found > 0 ? found : numbers.find(start);
        }

        private int hexadecimal(int start, int end) {
            int length = end - start;
            char next = page.at(end);
            if (length > 4 || (next != ':' && next != '-' && next != '.')) {
                return 0;
            }
            int found = next == '-' || next == '.' || length == 2 ? networks.findMac(start) : 0;
            return found == 0 && next == ':' ? networks.findIpv6(start) : found;
        }

        private int atLetter(int start, int end) {
            char next = page.at(end);
            int length = end - start;
            if (length == 2 && (page.at(start) | 0x20) == 'a' && (page.at(start + 1) | 0x20) == 't') {
                int found = emails.findSpelled(start);
                if (found > 0) {
                    return found;
                }
            }
            int found = secrets.find(start);
            found = found > 0 ? found : hexadecimal(start, end);
            if (found == 0 && hasDigitSoon(start, end)) {
                found = codes.findAtLetter(start);
                found = found > 0 ? found : plates.find(start);
            }
            found = found > 0 ? found : documents.find(start, end);
            found = found > 0 ? found : wallets.find(start, end);
            return found > 0 || (next != ' ' && next != '.' && next != '-') ? found : births.find(start);
        }

        /** Whether a digit stands in the first chars, so that a code may begin here. */
        private boolean hasDigitSoon(int start, int end) {
            if (end - start > 4 && !Chars.isDigit(page.at(start + 4)) && !Chars.isDigit(page.at(start + 1))) {
                return Chars.isDigit(page.at(start + 2)) || Chars.isDigit(page.at(start + 3));
            }
            for (int i = start + 1; i < start + 9; i++) {
                if (Chars.isDigit(page.at(i))) {
                    return true;
                }
            }
            return false;
        }
    }
}
