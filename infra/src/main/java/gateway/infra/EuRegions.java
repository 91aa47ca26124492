package gateway.infra;

import java.util.List;

/**
 * AWS regions in the European Union between which Bedrock's {@code eu.} profiles spread calls: a role that may not call
 * one of them fails now and then. London and Zurich are not among them. As in {@link gateway.residency.EuHosts}.
 */
final class EuRegions {
    static final List<String> ALL =
            List.of("eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3");

    private EuRegions() {}
}
