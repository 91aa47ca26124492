package gateway.infra;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The network of every variant. */
class NetworkTest {
    @ParameterizedTest
    @EnumSource(Variant.class)
    void makes(Variant variant) {
        System.out.println(Templates.of(variant).stacks().keySet());
    }
}
