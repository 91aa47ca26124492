package gateway.guard.pii;

import gateway.model.PiiKind;

/**
 * Finds keys, tokens and private keys: by the prefixes that their issuers publish, by the form of a JSON Web Token (RFC
 * 7519) or of PEM (RFC 7468), or as a mixed word behind a cue such as "api key". For one thread.
 */
final class Secrets {
    private static final int MAX_KEY = 4096;
    private static final int MAX_PEM = 16384;
    private static final int MIN_SAID = 16;
    private static final int MIN_LABELLED = 8;
    /** Prefix, and the fewest chars that follow it. */
    private static final Prefix[] PREFIXES = {
        new Prefix("sk-", 20),
        new Prefix("sk_live_", 10),
        new Prefix("sk_test_", 10),
        new Prefix("rk_live_", 10),
        new Prefix("rk_test_", 10),
        new Prefix("pk_live_", 10),
        new Prefix("whsec_", 16),
        new Prefix("ghp_", 20),
        new Prefix("gho_", 20),
        new Prefix("ghu_", 20),
        new Prefix("ghs_", 20),
        new Prefix("ghr_", 20),
        new Prefix("github_pat_", 20),
        new Prefix("glpat-", 16),
        new Prefix("gldt-", 16),
        new Prefix("glrt-", 16),
        new Prefix("glcbt-", 16),
        new Prefix("xoxb-", 10),
        new Prefix("xoxp-", 10),
        new Prefix("xoxa-", 10),
        new Prefix("xoxr-", 10),
        new Prefix("xoxs-", 10),
        new Prefix("xoxe-", 10),
        new Prefix("xoxe.", 10),
        new Prefix("xapp-", 10),
        new Prefix("AIza", 30),
        new Prefix("ya29.", 20),
        new Prefix("GOCSPX-", 20),
        new Prefix("AKIA", 16),
        new Prefix("ASIA", 16),
        new Prefix("ABIA", 16),
        new Prefix("ACCA", 16),
        new Prefix("SG.", 30),
        new Prefix("hf_", 20),
        new Prefix("npm_", 30),
        new Prefix("pypi-", 30),
        new Prefix("gsk_", 20),
        new Prefix("r8_", 30),
        new Prefix("xai-", 20),
        new Prefix("pplx-", 20),
        new Prefix("tvly-", 16),
        new Prefix("nvapi-", 20),
        new Prefix("dop_v1_", 30),
        new Prefix("doo_v1_", 30),
        new Prefix("dckr_pat_", 20),
        new Prefix("figd_", 20),
        new Prefix("glsa_", 20),
        new Prefix("glc_", 20),
        new Prefix("lin_api_", 20),
        new Prefix("shpat_", 20),
        new Prefix("shpss_", 20),
        new Prefix("shpca_", 20),
        new Prefix("sq0atp-", 16),
        new Prefix("sq0csp-", 16),
        new Prefix("EAAA", 40),
        new Prefix("ATATT3", 30),
        new Prefix("PMAK-", 20),
        new Prefix("NRAK-", 20),
        new Prefix("sntrys_", 20),
        new Prefix("tfp_", 20),
        new Prefix("hvs.", 20),
        new Prefix("AGE-SECRET-KEY-", 20),
        new Prefix("key-", 32),
        new Prefix("secret_", 30),
        new Prefix("ntn_", 30),
        new Prefix("pat-", 30),
        new Prefix("rnd_", 24),
        new Prefix("ABSK", 40),
        new Prefix("vercel_", 20),
        new Prefix("sbp_", 30),
        new Prefix("re_", 24),
        new Prefix("Ya29.", 20),
    };

    private static final Prefix[][] BY_FIRST = byFirst();

    private final Page page;
    /** Where the last word ends that was no web token: what begins within it is none. */
    private int noToken;
    /** Where the last value behind a cue ends: a cue within it has none of its own. */
    private int said;

    Secrets(Page page) {
        this.page = page;
    }

    private record Prefix(String text, int least) {}

    private static Prefix[][] byFirst() {
        Prefix[][] table = new Prefix[128][];
        for (char c = 0; c < 128; c++) {
            char first = c;
            table[c] = java.util.Arrays.stream(PREFIXES)
                    .filter(prefix -> prefix.text().charAt(0) == first)
                    .toArray(Prefix[]::new);
        }
        return table;
    }

    /** Looks for a key with a known beginning at the start of a word; gives its end, 0 if there is none. */
    int find(int start) {
        char first = page.at(start);
        if (first == 'e' && page.at(start + 1) == 'y' && page.at(start + 2) == 'J') {
            return webToken(start);
        }
        for (Prefix prefix : first < 128 ? BY_FIRST[first] : BY_FIRST[0]) {
            if (Texts.isExactly(page, start, prefix.text())) {
                int end = keyEnd(start);
                int body = start + prefix.text().length();
                if (end - body >= prefix.least() && (isMixed(body, end) || end - body >= 40)) {
                    return page.found(start, end, PiiKind.API_KEY);
                }
            }
        }
        return 0;
    }

    private int keyEnd(int start) {
        int at = start;
        while (at - start < MAX_KEY && isKey(page.at(at))) {
            at++;
        }
        while (at > start && (page.at(at - 1) == '.' || page.at(at - 1) == '-')) {
            at--;
        }
        return at;
    }

    private static boolean isKey(char c) {
        return Chars.isAlnum(c) || c == '-' || c == '_' || c == '.';
    }

    /** Digits among letters, or both cases. */
    private boolean isMixed(int from, int to) {
        int digits = 0;
        int uppers = 0;
        int lowers = 0;
        for (int i = from; i < to; i++) {
            char c = page.at(i);
            digits += Chars.isDigit(c) ? 1 : 0;
            uppers += Chars.isUpper(c) ? 1 : 0;
            lowers += Chars.isLower(c) ? 1 : 0;
        }
        return (digits > 0 && uppers + lowers > 0) || (uppers > 1 && lowers > 1);
    }

    /** Three parts with dots between, the first two of which are JSON objects in base64. */
    private int webToken(int start) {
        if (start < noToken) {
            return 0;
        }
        int end = keyEnd(start);
        noToken = end;
        int dots = 0;
        for (int i = start; i < end; i++) {
            dots += page.at(i) == '.' ? 1 : 0;
        }
        return (dots == 2 || dots == 4) && end - start >= 30 ? page.found(start, end, PiiKind.API_KEY) : 0;
    }

    /** Looks for a PEM private key that begins with a hyphen; gives its end, 0 if there is none. */
    int findPem(int start) {
        if (!Texts.isExactly(page, start, "-----BEGIN ")) {
            return 0;
        }
        int label = start + 11;
        int at = label;
        while (at - label < 40 && (Chars.isUpper(page.at(at)) || page.at(at) == ' ' || Chars.isDigit(page.at(at)))) {
            at++;
        }
        boolean key =
                Texts.isExactly(page, at - 11, "PRIVATE KEY") || Texts.isExactly(page, at - 17, "PRIVATE KEY BLOCK");
        if (!key || !Texts.isExactly(page, at, "-----")) {
            return 0;
        }
        int most = Math.min(page.length, at + MAX_PEM);
        int last = at + 5;
        for (int i = at + 5; i < most; i++) {
            if (page.at(i) == '-' && Texts.isExactly(page, i, "-----END ")) {
                int close = i + 9;
                while (close < most && page.at(close) != '-') {
                    close++;
                }
                return page.found(start, Math.min(close + 5, page.length), PiiKind.API_KEY);
            }
            last = Chars.isAlnum(page.at(i)) ? i + 1 : last;
        }
        return page.found(start, last, PiiKind.API_KEY);
    }

    /**
     * Looks at the value behind a cue.
     *
     * @param start its first char
     * @param labelled whether a colon, an equals sign or "Bearer" stands right before it
     * @return its end, 0 if it is none
     */
    int findSaid(int start, boolean labelled) {
        if (start < said) {
            return 0;
        }
        int at = start;
        while (at - start < MAX_KEY && isSaidKey(page.at(at))) {
            at++;
        }
        said = at;
        while (at > start && (page.at(at - 1) == '.' || page.at(at - 1) == ':' || page.at(at - 1) == '-')) {
            at--;
        }
        int length = at - start;
        boolean enough = length >= MIN_SAID || (labelled && length >= MIN_LABELLED);
        return enough && hasDigitAndLetter(start, at) && !isAddress(start, at)
                ? page.found(start, at, PiiKind.API_KEY)
                : 0;
    }

    private static boolean isSaidKey(char c) {
        return isKey(c) || c == '/' || c == '+' || c == '=' || c == '~' || c == ':' || c == '!' || c == '$' || c == '*';
    }

    private boolean hasDigitAndLetter(int from, int to) {
        boolean digit = false;
        boolean letter = false;
        for (int i = from; i < to; i++) {
            digit |= Chars.isDigit(page.at(i));
            letter |= Chars.isAlpha(page.at(i));
        }
        return digit && letter;
    }

    private boolean isAddress(int from, int to) {
        for (int i = from; i + 2 < to; i++) {
            if (page.at(i) == ':' && page.at(i + 1) == '/' && page.at(i + 2) == '/') {
                return true;
            }
        }
        return false;
    }
}
