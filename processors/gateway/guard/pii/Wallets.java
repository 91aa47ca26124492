package gateway.guard.pii;

import gateway.model.PiiKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Finds addresses of wallets: Bitcoin's in base58check and bech32 (BIP 173, BIP 350), Ethereum's. For one thread. */
final class Wallets {
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int BECH32M = 0x2bc830a3;
    private static final int ETHEREUM = 42;

    private final Page page;

    Wallets(Page page) {
        this.page = page;
    }

    /** Looks at a word of letters and digits; gives its end if it is an address, else 0. */
    int find(int start, int end) {
        int length = end - start;
        char first = page.at(start);
        boolean found = false;
        if (length >= 26 && length <= 35 && (first == '1' || first == '3')) {
            found = isBase58(start, end);
        } else if (length == ETHEREUM && first == '0' && page.at(start + 1) == 'x') {
            found = isHex(start + 2, end);
        } else if (length >= 14 && length <= 74 && (Texts.is(page, start, "bc1") || Texts.is(page, start, "tb1"))) {
            found = isBech32(start, end);
        }
        return found ? page.found(start, end, PiiKind.CRYPTO) : 0;
    }

    private boolean isHex(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Chars.isHex(page.at(i))) {
                return false;
            }
        }
        return true;
    }

    /** 25 bytes, the last four of which are the start of the twofold SHA-256 of those before. */
    private boolean isBase58(int from, int to) {
        byte[] bytes = new byte[25];
        for (int i = from; i < to; i++) {
            int carry = BASE58.indexOf(page.at(i));
            if (carry < 0) {
                return false;
            }
            for (int k = bytes.length - 1; k >= 0; k--) {
                carry += 58 * (bytes[k] & 0xff);
                bytes[k] = (byte) carry;
                carry >>>= 8;
            }
            if (carry != 0) {
                return false;
            }
        }
        byte[] hash = sha256(sha256(Arrays.copyOf(bytes, 21)));
        return Arrays.equals(hash, 0, 4, bytes, 21, 25);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private boolean isBech32(int from, int to) {
        int check = prefixed(from);
        for (int i = from + 3; i < to; i++) {
            int value = BECH32.indexOf(Chars.lower(page.at(i)));
            if (value < 0) {
                return false;
            }
            check = step(check, value);
        }
        return check == 1 || check == BECH32M;
    }

    /** The checksum over the human-readable part: its high bits, a zero, its low bits. */
    private int prefixed(int from) {
        char one = Chars.lower(page.at(from));
        char two = Chars.lower(page.at(from + 1));
        int check = step(step(1, one >> 5), two >> 5);
        return step(step(step(check, 0), one & 31), two & 31);
    }

    private static int step(int check, int value) {
        int top = check >>> 25;
        int next = ((check & 0x1ffffff) << 5) ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= ((top >>> i) & 1) == 1 ? GENERATOR[i] : 0;
        }
        return next;
    }
}
