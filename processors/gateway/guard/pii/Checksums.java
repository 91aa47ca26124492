package gateway.guard.pii;

/** Check digits. All take the digits or chars of a number without separators, of the length that the scheme has. */
final class Checksums {
    /** Weights of the machine readable zone, ICAO Doc 9303 part 3, 4.9. */
    private static final int[] ICAO = {7, 3, 1};
    /** Weights of the Rentenversicherungsnummer, VKVV paragraph 2. */
    private static final int[] PENSION = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
    /** Weights of the Austrian social insurance number, the check digit's place (the fourth) left out. */
    private static final int[] SVNR = {3, 7, 9, 0, 5, 8, 4, 2, 1, 6};

    private Checksums() {}

    /** Luhn, ISO/IEC 7812-1 annex B. */
    static boolean luhn(char[] digits, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = digits[length - 1 - i] - '0';
            int part = (i & 1) == 0 ? digit : 2 * digit;
            sum += part > 9 ? part - 9 : part;
        }
        return sum % 10 == 0;
    }

    /** IBAN, ISO 13616: the first four chars go to the end, letters are 10 to 35, the whole is 1 modulo 97. */
    static boolean iban(char[] code, int length) {
        int rest = 0;
        for (int i = 0; i < length; i++) {
            char c = code[(i + 4) % length];
            rest = Chars.isDigit(c) ? rest * 10 + c - '0' : rest * 100 + c - 'A' + 10;
            rest %= 97;
        }
        return rest == 1;
    }

    /**
     * German tax id: ISO 7064 MOD 11,10; among the first ten digits one is there twice or three times and no other more
     * than once (Bundeszentralamt fuer Steuern, since 2016 three times as well).
     */
    static boolean taxId(char[] digits) {
        int product = 10;
        int[] seen = new int[10];
        for (int i = 0; i < 10; i++) {
            int digit = digits[i] - '0';
            seen[digit]++;
            int sum = (digit + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }
        int repeated = 0;
        for (int times : seen) {
            if (times > 3) {
                return false;
            }
            repeated += times > 1 ? 1 : 0;
        }
        return digits[0] != '0' && repeated == 1 && (11 - product) % 10 == digits[10] - '0';
    }

    /**
     * Rentenversicherungsnummer: eight digits, a letter as two, three digits; the last is the sum of the cross sums
     * modulo 10.
     */
    static boolean pension(char[] code) {
        char[] digits = new char[12];
        int letter = code[8] - 'A' + 1;
        System.arraycopy(code, 0, digits, 0, 8);
        digits[8] = (char) ('0' + letter / 10);
        digits[9] = (char) ('0' + letter % 10);
        digits[10] = code[9];
        digits[11] = code[10];
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            int product = (digits[i] - '0') * PENSION[i];
            sum += product / 10 + product % 10;
        }
        return sum % 10 == code[11] - '0';
    }

    /**
     * Krankenversichertennummer: the letter as two digits, weights 1 and 2 in turn, cross sums, modulo 10 (SGB V
     * paragraph 290).
     */
    static boolean health(char[] code) {
        int letter = code[0] - 'A' + 1;
        int sum = letter / 10 + cross(2 * (letter % 10));
        for (int i = 1; i < 9; i++) {
            int digit = code[i] - '0';
            sum += (i & 1) == 1 ? digit : cross(2 * digit);
        }
        return sum % 10 == code[9] - '0';
    }

    private static int cross(int number) {
        return number / 10 + number % 10;
    }

    /** Austrian social insurance number: weighted sum modulo 11 in the fourth place, then the date of birth. */
    static boolean svnr(char[] digits) {
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += (digits[i] - '0') * SVNR[i];
        }
        int day = two(digits, 4);
        int month = two(digits, 6);
        return digits[0] != '0' && sum % 11 == digits[3] - '0' && day >= 1 && day <= 31 && month >= 1 && month <= 15;
    }

    static int two(char[] digits, int at) {
        return (digits[at] - '0') * 10 + digits[at + 1] - '0';
    }

    /** EAN-13, as the Swiss AHV number has it behind its 756. */
    static boolean ean13(char[] digits) {
        int sum = 0;
        for (int i = 0; i < 13; i++) {
            sum += (digits[i] - '0') * ((i & 1) == 0 ? 1 : 3);
        }
        return sum % 10 == 0;
    }

    /** NHS number: weights 10 to 2, modulo 11 (NHS Data Dictionary). */
    static boolean nhs(char[] digits) {
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            sum += (digits[i] - '0') * (10 - i);
        }
        int check = (11 - sum % 11) % 11;
        return check < 10 && check == digits[9] - '0' && !allSame(digits, 10);
    }

    /** Document number with its check digit, ICAO Doc 9303: weights 7, 3, 1, letters as 10 to 35. */
    static boolean document(char[] code, int length) {
        int sum = 0;
        for (int i = 0; i < length - 1; i++) {
            int value = Chars.isDigit(code[i]) ? code[i] - '0' : code[i] - 'A' + 10;
            sum += value * ICAO[i % 3];
        }
        return Chars.isDigit(code[length - 1]) && sum % 10 == code[length - 1] - '0';
    }

    static boolean allSame(char[] digits, int length) {
        for (int i = 1; i < length; i++) {
            if (digits[i] != digits[0]) {
                return false;
            }
        }
        return true;
    }
}
