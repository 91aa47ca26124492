package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.control.KeyHash;
import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Mode;
import gateway.killswitch.Switch.Scope;
import gateway.model.Examples;
import gateway.model.Registry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalDirectoriesTest {
    @Test
    void knowsTenantsByTheirWholeKeyOnly() {
        LocalTenants tenants = new LocalTenants();
        tenants.replace(Map.of("sk-serai-demo-1", Examples.ANYWHERE));

        assertThat(tenants.find("sk-serai-demo-1")).isEqualTo(Examples.ANYWHERE);
        assertThat(tenants.find("sk-serai-demo-")).isNull();
        assertThat(tenants.find("sk-serai-demo-12")).isNull();
        assertThat(tenants.find("")).isNull();
    }

    @Test
    void forgetsOldKeysWhenTheyAreReplaced() {
        LocalTenants tenants = new LocalTenants();
        tenants.replace(Map.of("old", Examples.ANYWHERE));
        tenants.replace(Map.of("new", Examples.EUROPEAN));

        assertThat(tenants.find("old")).isNull();
        assertThat(tenants.find("new")).isEqualTo(Examples.EUROPEAN);
    }

    @Test
    void keepsHashesThatAreNotTheKey() {
        // SHA-256 of "abc", from FIPS 180-2
        assertThat(KeyHash.of("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void replacesTheRegistryAsAWhole() {
        LocalRegistry registry = new LocalRegistry(Registry.of(1, List.of(), Map.of()));
        registry.replace(Registry.of(2, List.of(Examples.deployment("a")), Map.of("best", "sonnet")));

        assertThat(registry.current().revision()).isEqualTo(2);
        assertThat(registry.current().find("best")).isEqualTo(registry.current().find("sonnet"));
        assertThat(registry.current().find("unknown")).isNull();
    }

    @Test
    void throwsAndTakesBackSwitches() {
        LocalSwitches switches = new LocalSwitches();
        switches.put(new Switch(Scope.GLOBAL, "all", "x", Mode.DRAIN, "tester", Instant.EPOCH, null));

        assertThat(switches.current().byPath()).containsOnlyKeys("global/all");
        assertThat(switches.remove("global/all").byPath()).isEmpty();
        assertThat(switches.current().revision()).isEqualTo(2);
    }
}
