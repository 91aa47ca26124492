package gateway.app;

import gateway.local.KeyFile;
import gateway.settings.Settings;
import java.security.SecureRandom;
import java.util.Map;

/** Where the demo tenant's and the admin's keys come from: variables, or else a file made at the first start. */
final class Keys {
    private Keys() {}

    static KeyFile of(Settings settings, Map<String, String> environment) {
        String demo = environment.get("SERAI_DEMO_KEY");
        String admin = environment.get("SERAI_ADMIN_KEY");
        if (demo != null && admin != null) {
            return new KeyFile(demo, admin);
        }
        KeyFile kept = KeyFile.open(settings.dataDir(), new SecureRandom());
        return new KeyFile(demo == null ? kept.demo() : demo, admin == null ? kept.admin() : admin);
    }
}
