package gateway.guard.pii;

import gateway.model.PiiKind;

/**
 * Finds addresses with a user and a password in them: {@code scheme://user:password@host} (RFC 3986, 3.2.1). For one
 * thread.
 */
final class Urls {
    private static final int MAX_SCHEME = 20;
    private static final int MAX_USER_INFO = 300;
    private static final int MAX_REST = 2048;

    private final Page page;

    Urls(Page page) {
        this.page = page;
    }

    /** Looks around "://" whose colon is given; gives the end of the address, 0 if it has no credentials. */
    int find(int colon) {
        int start = colon;
        while (start > 0 && colon - start < MAX_SCHEME && isScheme(page.at(start - 1))) {
            start--;
        }
        int at = colon + 3;
        int from = at;
        int secret = -1;
        int sign = -1;
        while (at - from < MAX_USER_INFO && isUserInfo(page.at(at))) {
            if (page.at(at) == '@') {
                sign = at;
            } else if (page.at(at) == ':' && secret < 0) {
                secret = at;
            }
            at++;
        }
        if (start == colon || sign < 0 || secret < 0 || secret + 1 >= sign || !Chars.isWord(page.at(sign + 1))) {
            return 0;
        }
        int end = sign + 1;
        while (end - sign < MAX_REST && isRest(page.at(end))) {
            end++;
        }
        while (isStop(page.at(end - 1))) {
            end--;
        }
        return page.found(start, end, PiiKind.URL_CREDENTIALS);
    }

    private static boolean isScheme(char c) {
        return Chars.isAlnum(c) || c == '+' || c == '-' || c == '.';
    }

    private static boolean isUserInfo(char c) {
        return c > ' ' && c != '/' && c != '"' && c != '<' && c != '>' && c != '\'' && c != '`' && c != '?' && c != '{';
    }

    private static boolean isRest(char c) {
        return c > ' ' && c != '"' && c != '<' && c != '>' && c != '\'' && c != '`' && c != ')' && c != '|';
    }

    private static boolean isStop(char c) {
        return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == ']' || c == '}';
    }
}
