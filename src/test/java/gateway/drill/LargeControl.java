package gateway.drill;

import gateway.control.ApiKey;
import gateway.control.ControlData;
import gateway.control.ControlSnapshot;
import gateway.control.Documents;
import gateway.control.KeyHash;
import gateway.killswitch.LiveSwitches;
import gateway.killswitch.StoredSwitches;
import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Mode;
import gateway.killswitch.Switch.Scope;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Examples;
import gateway.model.Registry;
import gateway.model.Residency;
import gateway.model.Tenant;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The control data of a large company. */
final class LargeControl {
    static final int MODELS = 1_000;
    static final int KEYS = 10_000;
    static final int SWITCHES = 100;

    private LargeControl() {}

    static String model(int i) {
        return "model-" + i;
    }

    static String key(int i) {
        return "sk-serai-client" + i + "-abcdefghijkmnpqrstuvwxyz2345678923456789";
    }

    /** A thousand models of two deployments each, with an alias for each. */
    static Registry registry() {
        List<Deployment> deployments = new ArrayList<>();
        Map<String, String> aliases = new HashMap<>();
        for (int i = 0; i < MODELS; i++) {
            deployments.add(deployment(i, Residency.EU));
            deployments.add(deployment(i, Residency.ANY));
            aliases.put("alias-" + i, model(i));
        }
        return Registry.of(1, deployments, aliases);
    }

    static ControlSnapshot snapshot() {
        Map<String, ApiKey> keys = new HashMap<>();
        for (int i = 0; i < KEYS; i++) {
            keys.put(KeyHash.of(key(i)), new ApiKey(new Tenant("tenant-" + i % 100, "key-" + i, Residency.ANY), null));
        }
        return new ControlSnapshot(new ControlData(Documents.NONE, registry(), keys, Map.of()), InstantSource.system());
    }

    /** A hundred switches of every scope but the global one, all of them on, for things that nobody calls. */
    static LiveSwitches switches() {
        Scope[] scopes = {Scope.PROVIDER, Scope.MODEL, Scope.DEPLOYMENT, Scope.ROUTE, Scope.TENANT};
        List<Switch> thrown = new ArrayList<>();
        for (int i = 0; i < SWITCHES; i++) {
            Mode mode = i % 2 == 0 ? Mode.CUT : Mode.DRAIN;
            thrown.add(
                    new Switch(scopes[i % scopes.length], "off-" + i, "a drill", mode, "drill", Instant.EPOCH, null));
        }
        LiveSwitches live = new LiveSwitches();
        live.take(new StoredSwitches(1, 1, 0, thrown, List.of()));
        return live;
    }

    private static Deployment deployment(int i, Residency residency) {
        return new Deployment(
                "model-" + i + "-" + residency,
                model(i),
                "provider-" + i % 10,
                Dialect.OPENAI,
                URI.create("https://api.provider-" + i % 10 + ".test"),
                "upstream-" + i,
                "region",
                residency,
                "default",
                Examples.PRICE,
                100_000,
                1_000,
                0,
                1);
    }
}
