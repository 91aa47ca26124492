package gateway.guard.text;

/** Hashes of words and features: Fowler-Noll-Vo (FNV-1a) with the finaliser of MurmurHash3. */
public final class Hash {
    /** Of nothing yet. */
    public static final int SEED = 0x811C9DC5;

    private static final int PRIME = 0x01000193;

    private Hash() {}

    /** A hash with one more value. */
    public static int step(int hash, int value) {
        return (hash ^ value) * PRIME;
    }

    /** A hash whose bits all depend on one another. */
    public static int mix(int hash) {
        int mixed = (hash ^ hash >>> 16) * 0x85EBCA6B;
        mixed = (mixed ^ mixed >>> 13) * 0xC2B2AE35;
        return mixed ^ mixed >>> 16;
    }
}
