package gateway.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.IInterfaceVpcEndpointService;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * Ways to AWS' own services that leave the network by no other: Bedrock of this region, Parameter Store, Secrets
 * Manager, queues, logs, images, tables. They take principals of this account only.
 */
final class PrivateEndpoints extends Construct {
    /** Makes them in the tasks' subnets. */
    PrivateEndpoints(Construct scope, Target target, Vpc vpc, List<ISubnet> subnets) {
        super(scope, "PrivateEndpoints");
        SecurityGroup group = SecurityGroup.Builder.create(this, "Group")
                .vpc(vpc)
                .description("Endpoints of AWS services")
                .allowAllOutbound(false)
                .build();
        subnets.forEach(
                subnet -> group.addIngressRule(Peer.ipv4(subnet.getIpv4CidrBlock()), Port.tcp(443), "from the tasks"));
        SubnetSelection where = SubnetSelection.builder().subnets(subnets).build();
        services()
                .forEach((name, service) -> vpc.addInterfaceEndpoint(
                                name,
                                InterfaceVpcEndpointOptions.builder()
                                        .service(service)
                                        .subnets(where)
                                        .privateDnsEnabled(true)
                                        .open(false)
                                        .securityGroups(List.of(group))
                                        .build())
                        .addToPolicy(ofThisAccount(target)));
        vpc.addGatewayEndpoint("Tables", gateway(GatewayVpcEndpointAwsService.DYNAMODB, where))
                .addToPolicy(ofThisAccount(target));
        vpc.addGatewayEndpoint("Layers", gateway(GatewayVpcEndpointAwsService.S3, where))
                .addToPolicy(PolicyStatement.Builder.create()
                        .effect(Effect.ALLOW)
                        .principals(List.of(new AnyPrincipal()))
                        .actions(List.of("s3:GetObject"))
                        .resources(List.of("arn:aws:s3:::" + layers(target) + "/*"))
                        .build());
    }

    /** The names by which these services are called. */
    static List<String> names(Target target) {
        String domain = "." + target.region() + ".amazonaws.com";
        return List.of(
                "api.ecr" + domain,
                target.account() + ".ddb" + domain,
                target.account() + ".dkr.ecr" + domain,
                "bedrock-runtime" + domain,
                "dynamodb" + domain,
                "logs" + domain,
                layers(target) + ".s3" + domain,
                "secretsmanager" + domain,
                "sqs" + domain,
                "ssm" + domain);
    }

    private static Map<String, IInterfaceVpcEndpointService> services() {
        Map<String, IInterfaceVpcEndpointService> services = new LinkedHashMap<>();
        services.put("BedrockRuntime", InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME);
        services.put("EcrApi", InterfaceVpcEndpointAwsService.ECR);
        services.put("EcrDocker", InterfaceVpcEndpointAwsService.ECR_DOCKER);
        services.put("Logs", InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS);
        services.put("SecretsManager", InterfaceVpcEndpointAwsService.SECRETS_MANAGER);
        services.put("Sqs", InterfaceVpcEndpointAwsService.SQS);
        services.put("Ssm", InterfaceVpcEndpointAwsService.SSM);
        return services;
    }

    /* Where ECR keeps the layers of images (its documentation on VPC endpoints). */
    private static String layers(Target target) {
        return "prod-" + target.region() + "-starport-layer-bucket";
    }

    private static GatewayVpcEndpointOptions gateway(GatewayVpcEndpointAwsService service, SubnetSelection where) {
        return GatewayVpcEndpointOptions.builder()
                .service(service)
                .subnets(List.of(where))
                .build();
    }

    private static PolicyStatement ofThisAccount(Target target) {
        return PolicyStatement.Builder.create()
                .effect(Effect.ALLOW)
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("*"))
                .resources(List.of("*"))
                .conditions(Map.of("StringEquals", Map.of("aws:PrincipalAccount", target.account())))
                .build();
    }
}
