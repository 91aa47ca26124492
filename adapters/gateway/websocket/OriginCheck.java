package gateway.websocket;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may connect (RFC 6455, section 10.2). Browsers name the page's origin and let no page change it;
 * other clients name none.
 */
final class OriginCheck {
    private final Set<String> allowed;

    OriginCheck(List<String> allowed) {
        this.allowed =
                allowed.stream().map(each -> each.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    boolean allows(@Nullable String origin, @Nullable String host) {
        return origin == null
                || allowed.contains(origin.toLowerCase(Locale.ROOT))
                || (host != null && host.equalsIgnoreCase(authority(origin)));
    }

    private static @Nullable String authority(String origin) {
        try {
            return URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
