package gateway.settings;

import gateway.model.Dialect;
import gateway.model.Residency;
import gateway.settings.ModelSettings.DeploymentSettings;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses a deployment that claims to stay in the European Union but is known not to. */
final class ResidencyChecks {
    /* Endpoints whose owners say that they process anywhere, or elsewhere (their pages on data residency, 2026-11). */
    private static final Set<String> NOT_EU = Set.of(
            "aiplatform.googleapis.com",
            "aiplatform.us.rep.googleapis.com",
            "api.anthropic.com",
            "api.openai.com",
            "generativelanguage.googleapis.com");

    /* AWS regions inside the Union: not eu-west-2 (London), not eu-central-2 (Zurich). */
    private static final Set<String> EU_REGIONS =
            Set.of("eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3");

    /* An inference profile begins with its geography; a plain model id begins with its maker. */
    private static final Pattern ELSEWHERE = Pattern.compile("(us|us-gov|apac|au|ca|jp|global)\\..*");
    private static final Pattern BEDROCK_HOST =
            Pattern.compile("bedrock-runtime(?:-fips)?\\.([a-z0-9-]+)\\.amazonaws\\.com");

    private final Problems problems;

    ResidencyChecks(Problems problems) {
        this.problems = problems;
    }

    /**
     * Looks at one deployment.
     *
     * @param path its place
     * @param host where it is called
     */
    void check(String path, String host, ProviderSettings provider, DeploymentSettings deployment) {
        Matcher bedrock = BEDROCK_HOST.matcher(host);
        if (bedrock.matches()) {
            problems.check(
                    bedrock.group(1).equals(deployment.region()),
                    path + ".region",
                    "is " + deployment.region() + ", but its endpoint is in " + bedrock.group(1));
        }
        if (deployment.residency() != Residency.EU) {
            return;
        }
        problems.check(
                !NOT_EU.contains(host), path + ".residency", "must be any: " + host + " gives no guarantee for the EU");
        if (provider.dialect() == Dialect.BEDROCK) {
            problems.check(
                    !ELSEWHERE.matcher(deployment.upstreamName()).matches(),
                    path + ".residency",
                    "must be any: the inference profile " + deployment.upstreamName() + " leaves the EU");
            problems.check(
                    EU_REGIONS.contains(deployment.region()),
                    path + ".residency",
                    "must be any: " + deployment.region() + " is none of "
                            + String.join(", ", EU_REGIONS.stream().sorted().toList()));
        }
    }
}
