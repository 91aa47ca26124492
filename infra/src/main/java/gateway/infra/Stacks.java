package gateway.infra;

import software.amazon.awscdk.App;

/**
 * All stacks of one environment.
 *
 * @param network the network
 */
record Stacks(NetworkSecurityStack network) {
    /** Makes them. */
    static Stacks in(App app, Target target) {
        NetworkSecurityStack network = new NetworkSecurityStack(app, target.prefix() + "-network", target);
        return new Stacks(network);
    }
}
