package gateway.guard.pii;

import gateway.model.PiiKind;
import java.util.Map;

/**
 * Finds codes of letters and digits with a fixed form: IBAN, Rentenversicherungsnummer, Krankenversichertennummer,
 * National Insurance number; with or without single spaces, hyphens or dots in them, in any case. For one thread.
 */
final class Codes {
    private static final int MAX_IBAN = 34;
    /** Lengths of the IBAN registry, release 99. */
    private static final Map<String, Integer> IBAN_LENGTHS = lengths(
            "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 "
                    + "ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 "
                    + "KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 "
                    + "PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 "
                    + "VA22 VG24 XK20 YE30");

    private final Page page;
    private final char[] code = new char[MAX_IBAN];

    Codes(Page page) {
        this.page = page;
    }

    private static Map<String, Integer> lengths(String table) {
        Map<String, Integer> lengths = new java.util.HashMap<>();
        for (String entry : table.split(" ", -1)) {
            lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
        }
        return Map.copyOf(lengths);
    }

    /** Looks for a code that begins with a letter; gives its end, 0 if there is none. */
    int findAtLetter(int start) {
        char next = page.at(start + 1);
        if (Chars.isAlpha(next) || (isSeparator(next) && Chars.isAlpha(page.at(start + 2)))) {
            int end = iban(start);
            return end > 0 ? end : nino(start);
        }
        return Chars.isDigit(next) || (isSeparator(next) && Chars.isDigit(page.at(start + 2))) ? health(start) : 0;
    }

    /** Looks for a Rentenversicherungsnummer, which begins with a digit; gives its end, 0 if there is none. */
    int findAtDigit(int start) {
        int end = read(start, 12, "DDDDDDDDADDD");
        if (end < 0) {
            return 0;
        }
        int day = Checksums.two(code, 2);
        int month = Checksums.two(code, 4);
        boolean plausible = day >= 1 && day <= 81 && month <= 12;
        boolean said = page.about(Topics.PENSION, start, end);
        return (plausible && Checksums.pension(code)) || said ? page.found(start, end, PiiKind.DE_SOCIAL_SECURITY) : 0;
    }

    private int iban(int start) {
        if (read(start, 4, "AADD") < 0) {
            return 0;
        }
        Integer length = IBAN_LENGTHS.get(new String(code, 0, 2));
        if (length == null) {
            return 0;
        }
        int end = read(start, length, "AADD");
        return end > 0 && Checksums.iban(code, length) ? page.found(start, end, PiiKind.IBAN) : 0;
    }

    /** Prefix rules of HMRC, NIM39110: no D, F, I, Q, U, V; no O second; six pairs are not given out. */
    private int nino(int start) {
        int end = read(start, 9, "AADDDDDDA");
        if (end < 0) {
            return 0;
        }
        boolean letters = "DFIQUV".indexOf(code[0]) < 0 && "DFIOQUV".indexOf(code[1]) < 0 && code[8] <= 'D';
        boolean given = "BG GB KN NK NT TN ZZ".indexOf("" + code[0] + code[1]) < 0;
        return letters && given ? page.found(start, end, PiiKind.UK_NINO) : 0;
    }

    private int health(int start) {
        int end = read(start, 10, "ADDDDDDDDD");
        if (end < 0) {
            return 0;
        }
        boolean said = page.about(Topics.HEALTH, start, end);
        return said || (Checksums.health(code) && !page.isNobodys(start))
                ? page.found(start, end, PiiKind.DE_HEALTH_INSURANCE)
                : 0;
    }

    /**
     * Reads so many letters and digits, one separator at most between two, as capitals into {@link #code}.
     *
     * @param form what the first chars must be: A a letter, D a digit; the others may be either
     * @return the end; -1 if they are not there or a letter or digit touches them
     */
    private int read(int start, int count, String form) {
        int at = start;
        int separators = 0;
        int lone = 0;
        for (int i = 0; i < count; i++) {
            if (i > 0 && isSeparator(page.at(at))) {
                at++;
                separators++;
                lone += i > 1 && Chars.isDigit(code[i - 1]) && isSeparator(page.at(at - 3)) ? 1 : 0;
            }
            char c = page.at(at++);
            boolean fits =
                    i >= form.length() ? Chars.isAlnum(c) : form.charAt(i) == 'A' ? Chars.isAlpha(c) : Chars.isDigit(c);
            if (!fits) {
                return -1;
            }
            code[i] = Chars.upper(c);
        }
        boolean scattered = lone > 0 && separators < count - 1;
        return count > 4 && (scattered || Chars.isWord(page.at(at))) ? -1 : at;
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-' || c == '.';
    }
}
