package gateway.app;

import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.ModelKind;
import gateway.model.Redacted;
import gateway.model.Registry;
import gateway.settings.ProviderSettings;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The checkup of one provider, in words. */
final class Checkup {
    private final String id;
    private final ProviderSettings provider;
    private final Credentials credentials;
    private final @Nullable Redacted key;
    private final boolean simulated;

    /**
     * Takes the provider.
     *
     * @param key its credential, if there is one
     * @param simulated whether the simulator plays it
     */
    Checkup(String id, ProviderSettings provider, Credentials credentials, @Nullable Redacted key, boolean simulated) {
        this.id = id;
        this.provider = provider;
        this.credentials = credentials;
        this.key = key;
        this.simulated = simulated;
    }

    /**
     * What was found.
     *
     * @param well whether nothing has to be done
     * @param text one line
     */
    record Finding(boolean well, String text) {}

    /** Calls the provider's first deployment, if it has one. */
    Finding examine(Registry registry, ProbeCall probe) {
        String credential = credentials.source(id, provider);
        String known = credential == null
                ? "no credential (" + credentials.wanted(id, provider) + ")"
                : "credential: " + credential;
        Deployment deployment = first(id, registry);
        if (deployment == null) {
            return new Finding(true, known + "; no model has a deployment there, so nothing was called");
        }
        ProbeCall.Result result = probe.call(deployment);
        String where = deployment.model() + " at " + place(deployment);
        Failure failure = result.failure();
        if (failure == null) {
            return new Finding(
                    true, known + "; " + where + " answered in " + result.took().toMillis() + " ms");
        }
        return new Finding(false, known + "; " + where + " failed: " + words(failure, deployment));
    }

    /** A provider's first deployment; null if it has none. */
    static @Nullable Deployment first(String id, Registry registry) {
        return registry.all().stream()
                .filter(each -> each.provider().equals(id))
                .min(Comparator.comparing((Deployment each) -> each.kind() instanceof ModelKind.Embedding)
                        .thenComparingInt(Deployment::priority))
                .orElse(null);
    }

    /** A provider's first deployment that makes vectors; null if it has none. */
    static @Nullable Deployment embedding(String id, Registry registry) {
        return registry.all().stream()
                .filter(each -> each.provider().equals(id) && each.kind() instanceof ModelKind.Embedding)
                .min(Comparator.comparingInt(Deployment::priority))
                .orElse(null);
    }

    private String place(Deployment deployment) {
        String address = provider.address();
        if (address != null) {
            return address + " in place of " + deployment.endpoint().getHost();
        }
        return simulated ? "the simulator" : deployment.endpoint().getHost();
    }

    private String words(Failure failure, Deployment deployment) {
        String what = failure.status() == 0 ? failure.code() : "status " + failure.status() + ", " + failure.code();
        return what + said(failure.detail()) + ". "
                + switch (failure.kind()) {
                    case OUR_FAULT ->
                        failure.status() == 404
                                ? "Check upstream-name and endpoint of " + deployment.id()
                                        + ", and that your account may use the model."
                                : "Check the credential: " + credentials.wanted(id, provider)
                                        + "; and that your account may use " + deployment.upstreamName() + ".";
                    case UNREACHABLE ->
                        "Check that " + deployment.endpoint().getHost()
                                + " can be reached from here: network, egress.proxy, egress.ca, endpoint.";
                    case TIMEOUT -> "It took the connection but did not answer: try again, or look at its status page.";
                    case RATE_LIMITED -> "The account's rate limit or budget is used up: wait, or raise it.";
                    case BROKEN -> "The provider has trouble: try again, or look at its status page.";
                    case CLIENT_FAULT, CONTEXT_LENGTH, UNSUPPORTED ->
                        "It does not take a plain request: check dialect and upstream-name of " + deployment.id() + ".";
                    case NOT_CALLED, OVER_LIMIT, CUT, CANCELLED -> "It was not called: try again.";
                };
    }

    /** A provider's own words are for whoever runs the doctor; some quote the key, which is cut out. */
    private String said(@Nullable Redacted detail) {
        if (detail == null || detail.value().isBlank()) {
            return "";
        }
        String text = detail.value().strip().replaceAll("\\s+", " ");
        return " (" + (key == null ? text : text.replace(key.value(), "[REDACTED]")) + ")";
    }
}
