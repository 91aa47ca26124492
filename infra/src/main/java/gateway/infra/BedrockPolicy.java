package gateway.infra;

import gateway.model.Dialect;
import gateway.model.Residency;
import gateway.settings.ModelSettings;
import gateway.settings.ProviderSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * What a task may do at Bedrock: call the models of the settings, by name, and the guardrails of this deployment. There
 * is no right to {@code bedrock:Converse}: it is authorised as an invocation.
 */
final class BedrockPolicy {
    /** The actions that carry content. */
    static final List<String> INVOKE = List.of("bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream");

    private static final Pattern PROFILE = Pattern.compile("(eu|us|apac|global|jp|au)\\.(.+)");

    private final Target target;

    BedrockPolicy(Target target) {
        this.target = target;
    }

    /** All statements. */
    List<PolicyStatement> statements(Collection<GuardrailStack.Made> guardrails) {
        List<PolicyStatement> statements = new ArrayList<>();
        List<String> models = models();
        if (!models.isEmpty()) {
            statements.add(allow("Models", INVOKE, models));
        }
        statements.add(allow("Guardrails", List.of("bedrock:ApplyGuardrail"), guardrails(guardrails)));
        if (target.euOnly()) {
            statements.add(outsideTheUnion());
            statements.add(otherProfiles());
        }
        return statements;
    }

    /* A profile is allowed in the region where it is called, its model wherever the profile may lead. */
    private List<String> models() {
        SortedSet<String> arns = new TreeSet<>();
        for (ModelSettings model : target.settings().models().values()) {
            model.deployments().values().forEach(deployment -> {
                ProviderSettings provider = target.settings().providers().get(deployment.provider());
                boolean called = !target.euOnly() || deployment.residency() == Residency.EU;
                if (provider != null && provider.dialect() == Dialect.BEDROCK && called) {
                    arns.addAll(arns(deployment.region(), deployment.upstreamName()));
                }
            });
        }
        return List.copyOf(arns);
    }

    private List<String> arns(String region, String upstreamName) {
        Matcher profile = PROFILE.matcher(upstreamName);
        if (!profile.matches()) {
            return List.of(model(region, upstreamName));
        }
        List<String> arns = new ArrayList<>();
        arns.add("arn:aws:bedrock:" + region + ":" + target.account() + ":inference-profile/" + upstreamName);
        if (profile.group(1).equals("eu")) {
            EuRegions.ALL.forEach(each -> arns.add(model(each, profile.group(2))));
        } else {
            arns.add(model(profile.group(1).equals("us") ? "us-*" : "*", profile.group(2)));
        }
        return arns;
    }

    private static String model(String region, String name) {
        return "arn:aws:bedrock:" + region + "::foundation-model/" + name;
    }

    /* A guardrail of the tier that knows German also needs the profile, in every region where it may lead. */
    private List<String> guardrails(Collection<GuardrailStack.Made> guardrails) {
        List<String> arns = new ArrayList<>(
                guardrails.stream().map(GuardrailStack.Made::arn).toList());
        String profile = GuardrailStack.profile(target);
        List<String> regions = EuRegions.ALL.contains(target.region()) ? EuRegions.ALL : List.of(target.region());
        regions.forEach(region ->
                arns.add("arn:aws:bedrock:" + region + ":" + target.account() + ":guardrail-profile/" + profile));
        return arns;
    }

    /* Whatever else is ever allowed to this role. All six regions: a profile leads to any of them. */
    private static PolicyStatement outsideTheUnion() {
        return PolicyStatement.Builder.create()
                .sid("OutsideTheUnion")
                .effect(Effect.DENY)
                .actions(List.of("bedrock:*"))
                .resources(List.of("*"))
                .conditions(Map.of("StringNotEquals", Map.of("aws:RequestedRegion", EuRegions.ALL)))
                .build();
    }

    private static PolicyStatement otherProfiles() {
        List<String> inside = new ArrayList<>();
        for (String region : EuRegions.ALL) {
            inside.add("arn:aws:bedrock:" + region + ":*:inference-profile/eu.*");
            inside.add(model(region, "*"));
        }
        return PolicyStatement.Builder.create()
                .sid("OtherProfiles")
                .effect(Effect.DENY)
                .actions(INVOKE)
                .notResources(inside)
                .build();
    }

    private static PolicyStatement allow(String sid, List<String> actions, List<String> resources) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .actions(actions)
                .resources(resources)
                .build();
    }
}
