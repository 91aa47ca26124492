package gateway.sso;

import gateway.control.Administrator;
import gateway.control.Administrator.Role;
import gateway.oidc.Claims;
import gateway.settings.SsoSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which administrator somebody is, by what the identity provider says. Thread-safe. */
final class People {
    private static final int LONGEST_NAME = 255;
    private static final String EMAIL = "email";

    private final String rolesClaim;
    private final Map<String, Role> roles;
    private final String nameClaim;

    People(SsoSettings sso) {
        this.rolesClaim = sso.rolesClaimOrDefault();
        this.roles = sso.roles();
        this.nameClaim = sso.nameClaimOrDefault();
    }

    /** Who it is; null for nobody who may be here. */
    @Nullable Administrator administrator(Claims claims) {
        Role role = role(claims.all());
        String name = name(claims);
        return role == null || name == null ? null : new Administrator(Administrator.PERSON + name, role, null);
    }

    private @Nullable Role role(Map<String, Object> claims) {
        Object values = value(claims, rolesClaim);
        List<?> all = values instanceof List<?> list ? list : values == null ? List.of() : List.of(values);
        return all.stream()
                .map(value -> value instanceof String text ? roles.get(text) : null)
                .filter(Objects::nonNull)
                .max(Role::compareTo)
                .orElse(null);
    }

    /** A claim by its name, which may itself hold dots, or else by its path. */
    private static @Nullable Object value(Map<?, ?> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        Object at = claims;
        for (String name : path.split("\\.", -1)) {
            at = at instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return at;
    }

    /** The claim of the settings if it is there and fit to be shown, or else the provider's own id. */
    private @Nullable String name(Claims claims) {
        boolean doubtful =
                nameClaim.equals(EMAIL) && Boolean.FALSE.equals(claims.all().get("email_verified"));
        String chosen = doubtful ? null : shown(claims.text(nameClaim));
        return chosen != null ? chosen : shown(claims.text(SsoSettings.SUBJECT));
    }

    private static @Nullable String shown(@Nullable String name) {
        boolean fit = name != null
                && !name.isBlank()
                && name.length() <= LONGEST_NAME
                && name.codePoints().allMatch(People::isPlain);
        return fit ? name : null;
    }

    /** No controls, and nothing that turns text around or hides in it: two people must not look alike by that. */
    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
