package gateway.guard;

import gateway.model.ContentSource;
import gateway.model.GuardPolicies;
import gateway.model.GuardPolicy;
import gateway.model.Request;
import gateway.model.Tenant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Which policy holds for a request, and by what.
 *
 * @param domain such as {@code legal}, {@code legal+general} or {@code unknown}
 * @param policy what holds
 */
record PolicyChoice(String domain, GuardPolicy policy) {
    private static final Set<ContentSource> SAID =
            Set.of(ContentSource.USER, ContentSource.SYSTEM, ContentSource.DOCUMENT);

    static final String UNKNOWN = "unknown";

    /** Below that the domain of a prompt counts as unknown. */
    private static final double SURE = 0.6;

    /** A prompt shows its domain in its first part. */
    private static final int ENOUGH = 2_000;

    /**
     * Chooses.
     *
     * @param pieces all its texts
     * @param domains is asked where neither request nor tenant names a domain
     */
    static PolicyChoice of(Request request, List<Texts.Piece> pieces, Tenant tenant, DomainClassifier domains) {
        return of(request, tenant, () -> {
            DomainClassifier.Guess guess = domains.guess(said(pieces));
            return guess.probability() >= SURE ? guess.domain() : UNKNOWN;
        });
    }

    /** Chooses for a request that nobody can read. */
    static PolicyChoice unread(Request request, Tenant tenant) {
        return of(request, tenant, () -> UNKNOWN);
    }

    private static PolicyChoice of(Request request, Tenant tenant, Supplier<String> guess) {
        String wished = request.call().wishes().domain();
        String own = tenant.domain();
        GuardPolicies policies = tenant.policies();
        if (wished != null && own != null && !wished.equals(own)) {
            return new PolicyChoice(own + "+" + wished, policies.of(own).or(policies.of(wished)));
        }
        String named = wished != null ? wished : own;
        if (named == null) {
            named = guess.get();
        }
        return new PolicyChoice(named, policies.of(named));
    }

    /** What system, user and documents say last, as far as it takes. */
    private static String said(List<Texts.Piece> pieces) {
        StringBuilder all = new StringBuilder();
        for (Texts.Piece piece : pieces) {
            if (!piece.json() && SAID.contains(piece.source())) {
                all.append(piece.text(), 0, Math.min(piece.text().length(), ENOUGH))
                        .append('\n');
            }
        }
        return all.substring(Math.max(0, all.length() - ENOUGH));
    }
}
