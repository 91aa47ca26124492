package gateway.infra;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.ec2.CfnRoute;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogMaxAggregationInterval;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.FlowLogTrafficType;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * The network: tasks in subnets without a way out but through the firewall of their zone, and back the same way. The
 * balancer has subnets apart from the NAT's, whose answers to tasks go through the firewall.
 */
public final class NetworkSecurityStack extends Stack {
    private static final String INGRESS = "ingress";
    private static final String EGRESS = "egress";
    private static final String FIREWALL = "firewall";
    private static final String APP = "app";

    private final Vpc vpc;

    /** Makes the network. */
    public NetworkSecurityStack(Construct scope, String id, Target target) {
        super(scope, id, target.props("Network of the gateway: firewalls and private endpoints"));
        vpc = Vpc.Builder.create(this, "Vpc")
                .ipAddresses(IpAddresses.cidr("10.20.0.0/16"))
                .availabilityZones(target.zones())
                .natGateways(target.stage().zones())
                .natGatewaySubnets(selection(EGRESS))
                .restrictDefaultSecurityGroup(false)
                .subnetConfiguration(List.of(
                        subnet(INGRESS, SubnetType.PUBLIC, 24),
                        subnet(EGRESS, SubnetType.PUBLIC, 26),
                        subnet(FIREWALL, SubnetType.PRIVATE_WITH_EGRESS, 28),
                        subnet(APP, SubnetType.PRIVATE_ISOLATED, 22)))
                .build();
        Validations.of(this)
                .acknowledge(Acknowledgment.builder()
                        .id("CloudFormation-Validate::W3010")
                        .reason("a firewall's endpoint must be in the zone of the tasks that it serves")
                        .build());
        List<String> hosts = EgressHosts.of(target.settings(), target.euOnly());
        List<String> names = new ArrayList<>(hosts);
        PrivateEndpoints.names(target).stream()
                .filter(name -> !hosts.contains(name))
                .forEach(names::add);
        EgressFirewall firewall = new EgressFirewall(this, target, vpc, hosts, subnets(FIREWALL));
        route(firewall.endpoints(subnets(FIREWALL)));
        new DnsFirewall(this, target, vpc, names);
        new PrivateEndpoints(this, target, vpc, subnets(APP));
        logFlows(target);
    }

    /** The network. */
    Vpc vpc() {
        return vpc;
    }

    /** Where tasks are. */
    SubnetSelection app() {
        return selection(APP);
    }

    /** Where the balancer is. */
    SubnetSelection ingress() {
        return selection(INGRESS);
    }

    /* Both ways of a connection must pass the same endpoint, or the firewall sees half of it and drops it. */
    private void route(List<String> endpoints) {
        List<ISubnet> app = subnets(APP);
        List<ISubnet> egress = subnets(EGRESS);
        for (int i = 0; i < endpoints.size(); i++) {
            route("Out" + i, app.get(i), "0.0.0.0/0", endpoints.get(i));
            route("Back" + i, egress.get(i), app.get(i).getIpv4CidrBlock(), endpoints.get(i));
        }
    }

    private void route(String id, ISubnet of, String destination, String endpoint) {
        CfnRoute.Builder.create(this, id)
                .routeTableId(of.getRouteTable().getRouteTableId())
                .destinationCidrBlock(destination)
                .vpcEndpointId(endpoint)
                .build();
    }

    private void logFlows(Target target) {
        LogGroup group = LogGroup.Builder.create(this, "FlowLog")
                .retention(target.stage().logs())
                .removalPolicy(target.stage().removal())
                .build();
        vpc.addFlowLog(
                "Flows",
                FlowLogOptions.builder()
                        .trafficType(FlowLogTrafficType.ALL)
                        .maxAggregationInterval(FlowLogMaxAggregationInterval.ONE_MINUTE)
                        .destination(FlowLogDestination.toCloudWatchLogs(group))
                        .build());
    }

    private List<ISubnet> subnets(String group) {
        return vpc.selectSubnets(selection(group)).getSubnets();
    }

    private static SubnetSelection selection(String group) {
        return SubnetSelection.builder().subnetGroupName(group).build();
    }

    private static SubnetConfiguration subnet(String name, SubnetType type, int bits) {
        SubnetConfiguration.Builder subnet =
                SubnetConfiguration.builder().name(name).subnetType(type).cidrMask(bits);
        if (type == SubnetType.PUBLIC) {
            subnet.mapPublicIpOnLaunch(false);
        }
        return subnet.build();
    }
}
