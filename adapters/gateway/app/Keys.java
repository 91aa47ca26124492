package gateway.app;

import gateway.local.KeyFile;
import gateway.settings.Settings;
import java.security.SecureRandom;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the demo tenant's and the admin's keys come from: variables, or else a file made at the first start. */
final class Keys {
    private Keys() {}

    static KeyFile of(Settings settings, Map<String, String> environment) {
        String demo = given(environment, "SERAI_DEMO_KEY");
        String admin = given(environment, "SERAI_ADMIN_KEY");
        if (demo != null && demo.equals(admin)) {
            throw new IllegalArgumentException(
                    "SERAI_DEMO_KEY and SERAI_ADMIN_KEY must differ: whoever calls models must not be an operator");
        }
        if (demo != null && admin != null) {
            return new KeyFile(demo, admin);
        }
        KeyFile kept = KeyFile.open(settings.dataDir(), new SecureRandom());
        return new KeyFile(demo == null ? kept.demo() : demo, admin == null ? kept.admin() : admin);
    }

    /** A key from a variable, without the line's end that a file leaves there; null if there is none. */
    static @Nullable String given(Map<String, String> environment, String variable) {
        String key = environment.getOrDefault(variable, "").strip();
        return key.isEmpty() ? null : key;
    }
}
