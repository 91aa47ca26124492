package gateway.infra;

import software.amazon.awscdk.App;

/**
 * All stacks of one environment.
 *
 * @param network the network
 * @param secrets credentials
 * @param data tables and queues
 * @param guardrails guardrails of Bedrock
 */
record Stacks(NetworkSecurityStack network, SecretsStack secrets, DataStack data, GuardrailStack guardrails) {
    /** Makes them. */
    static Stacks in(App app, Target target) {
        String prefix = target.prefix();
        NetworkSecurityStack network = new NetworkSecurityStack(app, prefix + "-network", target);
        SecretsStack secrets = new SecretsStack(app, prefix + "-secrets", target, network);
        DataStack data = new DataStack(app, prefix + "-data", target);
        GuardrailStack guardrails = new GuardrailStack(app, prefix + "-guardrails", target);
        return new Stacks(network, secrets, data, guardrails);
    }
}
