package gateway.sso;

import gateway.api.HttpCall;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a browser brings in an address. Providers add names of their own, which are passed over.
 *
 * @param values by name, decoded
 */
record SsoQuery(Map<String, String> values) {
    private static final int LONGEST = 4_096;

    SsoQuery {
        values = Map.copyOf(values);
    }

    /**
     * Reads it.
     *
     * @param known names that mean something
     * @return empty if one of them comes twice, is too long, or cannot be read
     */
    static SsoQuery of(HttpCall call, String... known) {
        String raw = call.management().query();
        Map<String, String> values = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!List.of(known).contains(name)) {
                continue;
            }
            String value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
            if (value == null || value.length() > LONGEST || values.put(name, value) != null) {
                return new SsoQuery(Map.of());
            }
        }
        return new SsoQuery(values);
    }

    /** A value; null for none and for an empty one. */
    @Nullable String text(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static @Nullable String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // then it is none of the provider's
            return null;
        }
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "SsoQuery[" + values.size() + "]";
    }
}
