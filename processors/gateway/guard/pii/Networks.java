package gateway.guard.pii;

import gateway.model.PiiKind;

/**
 * Finds addresses of the net: IPv4, IPv6 (RFC 4291, 2.2) with their prefix length, and of network cards (MAC). For one
 * thread.
 */
final class Networks {
    private static final int MAX_IPV6 = 45;
    private static final int MAC_BYTES = 6;

    private final Page page;

    Networks(Page page) {
        this.page = page;
    }

    /** Looks for an IPv4 address that begins with a digit; gives its end, 0 if there is none. */
    int findIpv4(int start) {
        int end = ipv4End(start);
        char before = page.at(start - 1);
        boolean tail = Chars.isWord(before) || (before == '.' || before == '-' || before == ':') && isCode(start - 2);
        boolean more = page.at(end) == '.' && Chars.isWord(page.at(end + 1));
        if (end < 0 || tail || more || Chars.isWord(page.at(end)) || isVersion(start, end)) {
            return 0;
        }
        return page.found(start, prefixEnd(end), PiiKind.IP_ADDRESS);
    }

    private boolean isCode(int at) {
        return Chars.isDigit(page.at(at))
                || (page.at(at + 1) == '-' && Chars.isWord(page.at(at)))
                || page.at(at) == ':';
    }

    /** The char after four numbers of 0 to 255 with dots between; -1 if they are not there. */
    private int ipv4End(int start) {
        int at = start;
        for (int part = 0; part < 4; part++) {
            int value = 0;
            int first = at;
            while (at - first < 3 && Chars.isDigit(page.at(at))) {
                value = value * 10 + page.at(at++) - '0';
            }
            boolean leadingZero = at - first > 1 && page.at(first) == '0';
            if (at == first || value > 255 || leadingZero || Chars.isDigit(page.at(at))) {
                return -1;
            }
            if (part < 3 && page.at(at++) != '.') {
                return -1;
            }
        }
        return at;
    }

    /** A version of software, a chapter or an object identifier looks the same. */
    private boolean isVersion(int start, int end) {
        if (page.about(Topics.IP, start, end) || page.isLabelled(Topics.IP, start)) {
            return false;
        }
        if (page.about(Topics.VERSION, start, end)) {
            return true;
        }
        char before = page.at(start - 1);
        boolean product = before == '/' && Character.isLetter(page.at(start - 2));
        boolean heading = (before == 0 || before == '\n') && page.at(end) == ' ' && Chars.isUpper(page.at(end + 1));
        return product || (heading && end - start <= 9) || before == '§';
    }

    private int prefixEnd(int end) {
        if (page.at(end) != '/' || !Chars.isDigit(page.at(end + 1))) {
            return end;
        }
        int at = end + 1;
        while (at - end <= 3 && Chars.isDigit(page.at(at))) {
            at++;
        }
        return Chars.isWord(page.at(at)) ? end : at;
    }

    /** Looks for an IPv6 address that begins with a hexadecimal digit or a colon; gives its end, 0 if there is none. */
    int findIpv6(int start) {
        char before = page.at(start - 1);
        boolean slice = before == '[' && Chars.isWord(page.at(start - 2));
        if (Chars.isWord(before) || before == ':' || before == '.' || slice) {
            return 0;
        }
        int end = ipv6End(start);
        boolean more = Chars.isWord(page.at(end)) || (page.at(end) == ':' && page.at(end + 1) == ':');
        if (end < 0 || more || (page.at(end) == '.' && Chars.isDigit(page.at(end + 1)))) {
            return 0;
        }
        return page.found(start, prefixEnd(end), PiiKind.IP_ADDRESS);
    }

    private int ipv6End(int start) {
        int at = start;
        int groups = 0;
        int gapAt = -1;
        boolean digits = false;
        boolean certain = false;
        while (at - start < MAX_IPV6) {
            int first = at;
            while (at - first < 4 && Chars.isHex(page.at(at))) {
                certain |= Chars.isAlpha(page.at(at));
                digits |= Chars.isDigit(page.at(at++));
            }
            if (at > first && page.at(at) == '.' && Chars.isDigit(page.at(at + 1))) {
                int end = ipv4End(first);
                return end > 0 && (gapAt >= 0 ? groups <= 5 : groups == 6) ? end : -1;
            }
            groups += at > first ? 1 : 0;
            certain |= at - first > 2;
            if (page.at(at) != ':' || (page.at(at + 1) != ':' && !Chars.isHex(page.at(at + 1)))) {
                break;
            }
            if (page.at(at + 1) == ':') {
                if (gapAt >= 0) {
                    return -1;
                }
                gapAt = groups;
                at++;
            } else if (at == start) {
                return -1;
            }
            at++;
            if (groups > 8) {
                return -1;
            }
        }
        boolean whole = gapAt < 0 ? groups == 8 && certain : groups >= 1 && groups <= 7;
        return whole && digits ? at : -1;
    }

    /** Looks for six bytes with colons or hyphens between, or three groups of four with dots; gives their end or 0. */
    int findMac(int start) {
        char separator = page.at(start + 2);
        int end;
        if (separator == ':' || separator == '-') {
            end = groupsEnd(start, MAC_BYTES, 2, separator);
        } else if (page.at(start + 4) == '.') {
            end = groupsEnd(start, 3, 4, '.');
        } else {
            return 0;
        }
        char before = page.at(start - 1);
        boolean whole =
                end > 0 && page.stands(start, end) && !isJoint(before, start - 2) && !isJoint(page.at(end), end + 1);
        return whole && isMixed(start, end, separator) ? page.found(start, end, PiiKind.MAC_ADDRESS) : 0;
    }

    /** Digits alone with dots or hyphens may be many things. */
    private boolean isMixed(int start, int end, char separator) {
        if (separator == ':') {
            return true;
        }
        for (int i = start; i < end; i++) {
            if (Chars.isAlpha(page.at(i))) {
                return true;
            }
        }
        return page.about(Topics.MAC, start, end);
    }

    private boolean isJoint(char between, int beyond) {
        return (between == ':' || between == '-') && Chars.isHex(page.at(beyond));
    }

    private int groupsEnd(int start, int groups, int size, char separator) {
        int at = start;
        for (int group = 0; group < groups; group++) {
            for (int i = 0; i < size; i++) {
                if (!Chars.isHex(page.at(at++))) {
                    return -1;
                }
            }
            if (group < groups - 1 && page.at(at++) != separator) {
                return -1;
            }
        }
        return at;
    }
}
