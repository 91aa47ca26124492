package gateway.settings;

import java.util.List;

/**
 * What the operator knows about places in the European Union.
 *
 * @param euHosts hosts that keep data in the EU by contract or because they are one's own, beside those whose owners
 *     publish it
 */
public record EuResidency(List<String> euHosts) {
    public EuResidency {
        euHosts = List.copyOf(euHosts);
    }
}
