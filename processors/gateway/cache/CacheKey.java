package gateway.cache;

/**
 * By which an answer is kept. The tenant is a part of it, and not only of the hash, so that nobody is ever given an
 * answer of somebody else.
 *
 * @param tenant id of the tenant
 * @param hash SHA-256 in hex
 */
public record CacheKey(String tenant, String hash) {
    /** Shows no hash: who guesses a question could try it. */
    @Override
    public String toString() {
        return "CacheKey[" + tenant + "]";
    }
}
