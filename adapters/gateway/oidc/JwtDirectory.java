package gateway.oidc;

import gateway.admission.TenantDirectory;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Tenant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows whoever has a key, or a token in its place. Thread-safe. */
public final class JwtDirectory implements TenantDirectory {
    /* The signature may be empty: an unsigned token is one, too, and is told so. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]*+");
    private static final String NOBODY =
            "the token names no tenant or team that is known here: ask those who run this gateway";

    private final TenantDirectory keys;
    private final JwtVerifier verifier;
    private final Tenants tenants;
    private final String tenantClaim;
    private final @Nullable String teamClaim;

    /**
     * Takes both ways in.
     *
     * @param keys asked first
     * @param tenants who may call by a token
     * @param tenantClaim claim that names the tenant
     * @param teamClaim claim that names the team, where there is one; null = tokens name no team
     */
    public JwtDirectory(
            TenantDirectory keys,
            JwtVerifier verifier,
            Tenants tenants,
            String tenantClaim,
            @Nullable String teamClaim) {
        this.keys = keys;
        this.verifier = verifier;
        this.tenants = tenants;
        this.tenantClaim = tenantClaim;
        this.teamClaim = teamClaim;
    }

    /** Tenants as they are without a key. */
    @FunctionalInterface
    public interface Tenants {
        /** A tenant, or a team of it; null for an unknown one. */
        @Nullable Tenant find(String id, @Nullable String team);
    }

    @Override
    public @Nullable Tenant find(String key) {
        Tenant known = keys.find(key);
        return known != null || !FORM.matcher(key).matches() ? known : byToken(key);
    }

    private Tenant byToken(String token) {
        try {
            Claims claims = verifier.verify(token);
            Tenant tenant = tenant(claims);
            if (tenant == null) {
                throw refused(NOBODY);
            }
            return tenant;
        } catch (InvalidTokenException e) {
            throw refused(e.problem());
        }
    }

    private @Nullable Tenant tenant(Claims claims) {
        String id = claims.text(tenantClaim);
        if (id == null) {
            return null;
        }
        if (teamClaim == null || !claims.all().containsKey(teamClaim)) {
            return tenants.find(id, null);
        }
        String team = claims.text(teamClaim);
        // a team that cannot be read must not give more than the team may
        return team == null ? null : tenants.find(id, team);
    }

    private static RefusedException refused(String problem) {
        return new RefusedException(new Refusal.InvalidApiKey(problem));
    }
}
