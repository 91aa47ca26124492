package gateway.guard.pii;

import gateway.model.PiiKind;
import org.jspecify.annotations.Nullable;

/**
 * Finds numbers of passports and identity cards. German ones have nine chars out of the digits and the consonants
 * without B, D, Q, S (Passverwaltungsvorschrift), maybe their check digit and a D. Others need a cue. For one thread.
 */
final class Documents {
    private static final String GERMAN = "0123456789CFGHJKLMNPRTVWXYZ";
    /** First letters of German passports; those of identity cards are the others. */
    private static final String PASSPORT = "CFGHJK";

    private static final int DISTANT = 40;

    private final Page page;
    private final char[] code = new char[12];

    Documents(Page page) {
        this.page = page;
    }

    /** Looks at a word of letters and digits; gives its end if it is the number of a document, else 0. */
    int find(int start, int end) {
        int length = end - start;
        if (length < 6 || length > 11) {
            return 0;
        }
        int digits = 0;
        boolean capitals = true;
        for (int i = 0; i < length; i++) {
            char c = page.at(start + i);
            capitals &= !Chars.isLower(c);
            digits += Chars.isDigit(c) ? 1 : 0;
        }
        if (digits == 0 && !(capitals && length > 8)) {
            return 0;
        }
        for (int i = 0; i < length; i++) {
            code[i] = Chars.upper(page.at(start + i));
        }
        boolean german = isGerman(length);
        if (digits == 0 && !german) {
            return 0;
        }
        boolean longer = length == 11 && code[10] == 'D';
        boolean checked = (length == 10 || longer) && isGerman(longer ? 10 : length) && Checksums.document(code, 10);
        PiiKind said = said(start, end);
        if (said != null && digits < length && (digits > 1 || german) && page.stands(start, end)) {
            return page.found(start, end, said);
        }
        if (said != null && digits == length && length >= 8 && length <= 10 && isClose(start)) {
            return page.found(start, end, said);
        }
        boolean two = Chars.isAlpha(code[0]) && Chars.isAlpha(code[1]);
        PiiKind guessed = PASSPORT.indexOf(code[0]) >= 0 || (two && !checked) ? PiiKind.PASSPORT : PiiKind.DE_ID_CARD;
        boolean mixed = digits > 1 && digits < length && !Chars.isDigit(code[0]);
        if (mixed && capitals && checked && digits < 9 && !page.isNobodys(start)) {
            return page.found(start, end, guessed);
        }
        boolean bare = mixed && capitals && page.isAlone(start, end) && isBare(length, digits, german);
        return bare ? page.found(start, end, guessed) : 0;
    }

    private boolean isGerman(int length) {
        for (int i = 0; i < length; i++) {
            if (GERMAN.indexOf(code[i]) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * A form that is a document's where it is all that a text says: two letters and seven digits, or a card's letter
     * and eight.
     */
    private boolean isBare(int length, int digits, boolean german) {
        boolean card = german && PASSPORT.indexOf(code[0]) < 0 && digits == 8;
        boolean letters = Chars.isAlpha(code[0]) && Chars.isAlpha(code[1]) && digits == 7;
        boolean checked = german && digits > 1 && Checksums.document(code, length);
        return length == 9 && (card || letters || checked);
    }

    private @Nullable PiiKind said(int start, int end) {
        boolean passport = page.about(Topics.PASSPORT, start, end);
        boolean card = page.about(Topics.ID_CARD, start, end);
        if (!passport && !card) {
            return null;
        }
        int near = page.distance(Topics.PASSPORT | Topics.ID_CARD, start);
        if (near > DISTANT && near != Integer.MAX_VALUE) {
            return null;
        }
        return card ? PiiKind.DE_ID_CARD : PiiKind.PASSPORT;
    }

    private boolean isClose(int start) {
        return page.isLabelled(Topics.PASSPORT | Topics.ID_CARD, start);
    }
}
