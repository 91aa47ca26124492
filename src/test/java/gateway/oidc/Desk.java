package gateway.oidc;

import static gateway.oidc.LocalIssuer.NOW;
import static gateway.oidc.LocalIssuer.RSA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import gateway.admission.TenantDirectory;
import gateway.model.Examples;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Residency;
import gateway.model.Tenant;
import gateway.settings.Settings;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The way in by key or token, with an issuer on loopback. */
final class Desk implements AutoCloseable {
    static final String INVALID =
            "the token is not valid here: send one that this gateway's issuer has signed for this gateway";
    static final Tenant CLINIC = new Tenant("clinic", null, "jwt", Residency.EU, null, "medical");
    static final Tenant LAB = new Tenant("clinic", "lab", "jwt", Residency.EU, Set.of("sonnet"), "medical");
    private static final Set<String> KEYS = Set.of("sk-serai-demo-1", "a.key.with-dots");

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
    private final LocalIssuer issuer = new LocalIssuer(vertx);
    private final Oidc oidc;

    /** Opens with keys that are there. */
    Desk() {
        this("");
        assertThat(find(issuer.token())).isEqualTo(CLINIC);
    }

    /**
     * Opens.
     *
     * @param keysHost the host at which the issuer says that its keys are; empty = its own
     */
    Desk(String keysHost) {
        if (!keysHost.isEmpty()) {
            issuer.keysAt(issuer.uri().replace("127.0.0.1", keysHost) + "/keys");
        }
        oidc = Oidc.start(
                vertx, issuer.settings(), new Settings.Egress(null, null, List.of("127.0.0.1")), time::get, nanos::get);
    }

    LocalIssuer issuer() {
        return issuer;
    }

    JwtVerifier verifier() {
        return oidc.verifier();
    }

    void halfAMinuteLater() {
        nanos.addAndGet(30_000_000_000L);
    }

    void at(Instant now) {
        time.set(now);
    }

    @Nullable Tenant find(String key) {
        TenantDirectory keys = presented -> KEYS.contains(presented) ? Examples.ANYWHERE : null;
        return oidc.directory(keys, Desk::tenant).find(key);
    }

    /** What whoever presents the token is told. */
    String problem(String token) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> find(token));
        return ((Refusal.InvalidApiKey) Objects.requireNonNull(refused).refusal()).problem();
    }

    @Override
    public void close() {
        oidc.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    static String rs256(JWTClaimsSet.Builder claims) {
        return LocalIssuer.signed(claims.build(), JWSAlgorithm.RS256, RSA);
    }

    static Date in(long seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static @Nullable Tenant tenant(String id, @Nullable String team) {
        if (!id.equals("clinic")) {
            return null;
        }
        return team == null ? CLINIC : team.equals("lab") ? LAB : null;
    }
}
