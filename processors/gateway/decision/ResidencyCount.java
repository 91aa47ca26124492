package gateway.decision;

/**
 * How many calls were served where.
 *
 * @param tenant whose
 * @param required {@code eu} or {@code any}: what tenant and request demanded
 * @param guaranteed {@code eu} or {@code any}: what the serving deployment guarantees
 * @param region where, in the provider's words
 * @param deployment what served
 * @param calls how many
 */
public record ResidencyCount(
        String tenant, String required, String guaranteed, String region, String deployment, long calls) {}
