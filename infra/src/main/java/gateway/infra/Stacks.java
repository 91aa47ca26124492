package gateway.infra;

import software.amazon.awscdk.App;

/**
 * All stacks of one environment.
 *
 * @param network the network
 * @param images repositories of images
 * @param secrets credentials
 * @param data tables and queues
 * @param guardrails guardrails of Bedrock
 * @param gateway the service
 * @param observability alarms and dashboard
 */
record Stacks(
        NetworkSecurityStack network,
        ImagesStack images,
        SecretsStack secrets,
        DataStack data,
        GuardrailStack guardrails,
        GatewayStack gateway,
        ObservabilityStack observability) {
    /** Makes them. */
    static Stacks in(App app, Target target) {
        String prefix = target.prefix();
        NetworkSecurityStack network = new NetworkSecurityStack(app, prefix + "-network", target);
        ImagesStack images = new ImagesStack(app, prefix + "-images", target);
        SecretsStack secrets = new SecretsStack(app, prefix + "-secrets", target, network);
        DataStack data = new DataStack(app, prefix + "-data", target);
        GuardrailStack guardrails = new GuardrailStack(app, prefix + "-guardrails", target);
        GatewayStack gateway =
                new GatewayStack(app, prefix + "-gateway", target, network, secrets, data, guardrails, images);
        ObservabilityStack observability =
                new ObservabilityStack(app, prefix + "-observability", target, data, gateway);
        Stacks stacks = new Stacks(network, images, secrets, data, guardrails, gateway, observability);
        Exceptions.explain(stacks, target);
        return stacks;
    }
}
