package gateway.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jwt.JWTClaimsSet;
import gateway.control.Administrator;
import gateway.control.Administrator.Role;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Access tokens in place of administrators' keys. */
class SsoTokenTest {
    private static final UnaryOperator<JWTClaimsSet.Builder> AS_IT_IS = UnaryOperator.identity();

    private final SsoLab lab = new SsoLab();

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void standsForItsSubjectWithItsRole() {
        assertThat(lab.provider().administrator(token("serai-admin", AS_IT_IS)))
                .isEqualTo(new Administrator("sso:" + TestIssuer.SUBJECT, Role.OPERATOR, null));
        assertThat(lab.provider()
                        .administrator(token("serai-admin", set -> set.claim("groups", List.of("serai-viewers")))))
                .isEqualTo(new Administrator("sso:" + TestIssuer.SUBJECT, Role.VIEWER, null));
    }

    @Test
    void isNotTakenForAnotherAudienceNorAfterItsTime() {
        Redacted token = token("serai-admin", AS_IT_IS);
        assertThat(refused(token("serai", AS_IT_IS))).isInstanceOf(Refusal.InvalidApiKey.class);
        assertThat(refused(token("serai-admin", set -> set.issuer("https://other.example.com"))))
                .isInstanceOf(Refusal.InvalidApiKey.class);
        assertThat(lab.provider().administrator(token)).isNotNull();

        lab.pass(Duration.ofMinutes(6));

        assertThat(refused(token)).isInstanceOf(Refusal.InvalidApiKey.class);
    }

    @Test
    void isNoIdToken() {
        assertThat(refused(token("serai-admin", set -> set.claim("nonce", "n"))))
                .isEqualTo(new Refusal.InvalidApiKey("this is an ID token: fetch an access token for the admin API"));
    }

    @Test
    void isRefusedWithoutARole() {
        Refusal refusal = refused(token("serai-admin", set -> set.claim("groups", List.of("staff"))));

        assertThat(refusal)
                .isEqualTo(new Refusal.PermissionDenied(
                        "the token names no administrator: its claim groups must have a value that gateway.sso.roles"
                                + " knows"));
        assertThat(refused(token("serai-admin", set -> set.subject(null))))
                .isInstanceOf(Refusal.PermissionDenied.class);
    }

    @Test
    void isToldFromAKey() {
        assertThat(lab.provider().administrator(new Redacted("sk-serai-admin-1")))
                .isNull();
        assertThat(lab.provider().administrator(new Redacted("a.b"))).isNull();
    }

    private Redacted token(String audience, UnaryOperator<JWTClaimsSet.Builder> change) {
        return new Redacted(lab.issuer().accessToken(audience, change));
    }

    private Refusal refused(Redacted token) {
        return Objects.requireNonNull(catchThrowableOfType(
                        RefusedException.class, () -> lab.provider().administrator(token)))
                .refusal();
    }
}
