package gateway.residency;

import gateway.model.Deployment;
import gateway.model.Dialect;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that process data in the European Union alone: those whose owners say so, and those that the operator
 * declares. Everything else is outside, also what nobody has heard of, and every spelling but the plain one. Immutable.
 */
public final class EuHosts {
    /** What the owners say, without a declaration. */
    public static final EuHosts KNOWN = new EuHosts(Set.of());

    /* AWS regions inside the Union: not eu-west-2 (London), not eu-central-2 (Zurich), whose profiles lead there. */
    private static final List<String> AWS_REGIONS =
            List.of("eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3");

    /* Google's regions inside the Union: not europe-west2 (London), not europe-west6 (Zurich). */
    private static final Set<String> GOOGLE_REGIONS = Set.of(
            "europe-central2",
            "europe-north1",
            "europe-north2",
            "europe-southwest1",
            "europe-west1",
            "europe-west10",
            "europe-west12",
            "europe-west3",
            "europe-west4",
            "europe-west8",
            "europe-west9");

    private static final String VERTEX_EU = "aiplatform.eu.rep.googleapis.com";
    private static final String OPENAI_EU = "eu.api.openai.com";

    /* Endpoints whose owners say that they process anywhere, or elsewhere (their pages on data residency, 2026-11). */
    private static final Set<String> ELSEWHERE = Set.of(
            "aiplatform.googleapis.com",
            "aiplatform.us.rep.googleapis.com",
            "api.anthropic.com",
            "api.openai.com",
            "generativelanguage.googleapis.com");

    private static final Pattern BEDROCK =
            Pattern.compile("bedrock-runtime(?:-fips)?\\.([a-z0-9-]+)\\.amazonaws\\.com");
    private static final Pattern VERTEX = Pattern.compile("([a-z0-9-]+)-aiplatform\\.googleapis\\.com");

    /*
     * An inference profile begins with its geography, a plain model id, which stays in its region, with its maker. The
     * makers are listed, for new geographies appear; an ARN does not tell where it leads.
     */
    private static final Pattern STAYS = Pattern.compile(
            "(?:eu|ai21|amazon|anthropic|cohere|deepseek|google|luma|meta"
                    + "|minimax|mistral|moonshot|moonshotai|nvidia|openai|qwen|stability|twelvelabs|writer|zai)\\.[A-Za-z0-9.:_-]+");

    private final Set<String> declared;

    /**
     * Takes what the operator declares.
     *
     * @param declared host names; one that is known to be elsewhere does not become European by it
     */
    public EuHosts(Collection<String> declared) {
        this.declared = Set.copyOf(declared);
    }

    /** Whether a host is in the EU. */
    public boolean contains(String host) {
        return place(host) != null || (declared.contains(host) && !isElsewhere(host));
    }

    /** Whether a host is known to process outside the EU, so that no declaration helps. */
    public static boolean isElsewhere(String host) {
        return ELSEWHERE.contains(host)
                || (place(host) == null
                        && (BEDROCK.matcher(host).matches()
                                || VERTEX.matcher(host).matches()));
    }

    /** The AWS region of a Bedrock host; null for any other host. */
    public static @Nullable String bedrockRegion(String host) {
        Matcher bedrock = BEDROCK.matcher(host);
        return bedrock.matches() ? bedrock.group(1) : null;
    }

    /** Why a deployment's data might leave the EU; null if it does not. */
    public @Nullable String against(Deployment deployment) {
        return against(deployment.dialect(), deployment.endpoint(), deployment.region(), deployment.upstreamName());
    }

    /**
     * Why data that goes there might leave the EU; null if it does not.
     *
     * @param region where it is said to run
     * @param upstreamName the model or the inference profile
     */
    public @Nullable String against(Dialect dialect, URI endpoint, String region, String upstreamName) {
        String host = endpoint.getHost();
        if (host == null || endpoint.getUserInfo() != null) {
            return "its endpoint names no plain host";
        }
        if (isElsewhere(host)) {
            return host + " gives no guarantee for the EU";
        }
        if (!contains(host)) {
            return host + " is not known to keep data in the EU; if your contract says that it does, add it to"
                    + " gateway.residency.eu-hosts and deploy";
        }
        String place = place(host);
        if (place != null && !isPlain(endpoint)) {
            return host + " must be called by https on its usual port";
        }
        if (place != null && !place.isEmpty() && !place.equals(region)) {
            return "the region is " + region + ", but " + host + " is in " + place;
        }
        return dialect == Dialect.BEDROCK || bedrockRegion(host) != null ? bedrock(region, upstreamName) : null;
    }

    private static @Nullable String bedrock(String region, String upstreamName) {
        if (!AWS_REGIONS.contains(region)) {
            return region + " is none of " + String.join(", ", AWS_REGIONS);
        }
        return STAYS.matcher(upstreamName).matches()
                ? null
                : upstreamName + " may leave the EU; name an inference profile that begins with eu., or a model of the"
                        + " region, such as anthropic.claude-sonnet-4-5-20250929-v1:0";
    }

    private static boolean isPlain(URI endpoint) {
        return "https".equals(endpoint.getScheme()) && (endpoint.getPort() == -1 || endpoint.getPort() == 443);
    }

    /** The region for which a known European host stands, empty for the Union as a whole; null for any other host. */
    private static @Nullable String place(String host) {
        String aws = bedrockRegion(host);
        if (aws != null) {
            return AWS_REGIONS.contains(aws) ? aws : null;
        }
        Matcher vertex = VERTEX.matcher(host);
        if (vertex.matches()) {
            return GOOGLE_REGIONS.contains(vertex.group(1)) ? vertex.group(1) : null;
        }
        return switch (host) {
            case VERTEX_EU -> "eu";
            case OPENAI_EU -> "";
            default -> null;
        };
    }
}
