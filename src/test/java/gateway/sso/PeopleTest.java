package gateway.sso;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.control.Administrator;
import gateway.control.Administrator.Role;
import gateway.model.Redacted;
import gateway.oidc.Claims;
import gateway.settings.SsoSettings;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What claims make of a person. */
class PeopleTest {
    @Test
    void givesTheRoleThatMayDoMost() {
        assertThat(role("groups", Map.of("groups", List.of("serai-viewers")))).isEqualTo(Role.VIEWER);
        assertThat(role("groups", Map.of("groups", List.of("serai-viewers", "serai-operators"))))
                .isEqualTo(Role.OPERATOR);
        assertThat(role("groups", Map.of("groups", List.of("serai-operators", "serai-viewers"))))
                .isEqualTo(Role.OPERATOR);
        assertThat(role("groups", Map.of("groups", "serai-viewers"))).isEqualTo(Role.VIEWER);
    }

    @Test
    void findsTheClaimByNameOrPath() {
        assertThat(role("realm_access.roles", Map.of("realm_access", Map.of("roles", List.of("serai-viewers")))))
                .isEqualTo(Role.VIEWER);
        assertThat(role("https://acme.example/roles", Map.of("https://acme.example/roles", List.of("serai-operators"))))
                .isEqualTo(Role.OPERATOR);
    }

    @Test
    void givesNoRoleForAnythingElse() {
        for (Object other : List.of(
                List.of(),
                List.of("SERAI-OPERATORS", "serai-operators ", "serai"),
                List.of(List.of("serai-operators")),
                List.of(7),
                Map.of("serai-operators", true),
                true,
                "serai-operators serai-viewers")) {
            assertThat(role("groups", Map.of("groups", other))).as("%s", other).isNull();
        }
        assertThat(role("groups", Map.of())).isNull();
        assertThat(role("a.b.c", Map.of("a", Map.of("b", "serai-operators")))).isNull();
        assertThat(role("..", Map.of("groups", List.of("serai-operators")))).isNull();
    }

    @Test
    void namesPeopleByTheirSubjectUnlessToldOtherwise() {
        Map<String, Object> jane = Map.of("sub", "17", "email", "jane@example.com", "email_verified", true);

        assertThat(name(null, jane)).isEqualTo("sso:17");
        assertThat(name("email", jane)).isEqualTo("sso:jane@example.com");
        assertThat(name("preferred_username", jane)).isEqualTo("sso:17");
        assertThat(name("email", Map.of("sub", "17", "email", "admin@example.com", "email_verified", false)))
                .isEqualTo("sso:17");
        assertThat(name(null, Map.of())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\u202eadmin", "a\u200bb", "\u0000", " ", "\ue000", "\u2028"})
    void namesNobodyByWhatCannotBeShown(String hostile) {
        assertThat(name("email", Map.of("sub", "17", "email", hostile))).isEqualTo("sso:17");
        assertThat(name("email", Map.of("sub", "17", "email", "x".repeat(256)))).isEqualTo("sso:17");
    }

    private static @Nullable Role role(String claim, Map<String, Object> claims) {
        Map<String, Object> all = new HashMap<>(claims);
        all.put("sub", "17");
        Administrator found = people(claim, null).administrator(new Claims(all, Instant.EPOCH));
        return found == null ? null : found.role();
    }

    private static @Nullable String name(@Nullable String claim, Map<String, Object> claims) {
        Map<String, Object> all = new HashMap<>(claims);
        all.put("groups", List.of("serai-viewers"));
        Administrator found = people("groups", claim).administrator(new Claims(all, Instant.EPOCH));
        return found == null ? null : found.id();
    }

    private static People people(String roles, @Nullable String name) {
        return new People(new SsoSettings(
                URI.create("https://login.example.com"),
                "serai",
                new Redacted("secret"),
                SsoLab.DASHBOARD,
                null,
                null,
                roles,
                SsoLab.ROLES,
                name,
                null,
                null,
                null));
    }
}
