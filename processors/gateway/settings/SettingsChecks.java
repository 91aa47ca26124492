package gateway.settings;

import gateway.settings.ModelSettings.DeploymentSettings;
import gateway.settings.ProviderSettings.Auth;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must hold between settings. Not thread-safe. */
final class SettingsChecks {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern MODEL_ID = Pattern.compile("[a-z0-9]+([-.][a-z0-9]+)*");
    static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9.-]+:\\d{1,5}");
    static final String HOST_FORM =
            "must be a lower-case host name without scheme, port or wildcard, such as api.example.com";
    private static final String HOSTS = "gateway.egress.hosts";
    private static final String PROVIDERS = "gateway.providers";
    private static final String MODELS = "gateway.models";
    private static final String KEBAB = "must be lower-case letters and digits, joined by dashes";

    private static final Duration LEAST_LEASE = Duration.ofSeconds(1);

    private final Problems problems;
    private final Map<String, String> owners = new HashMap<>();

    SettingsChecks(Problems problems) {
        this.problems = problems;
    }

    /** Notes everything that does not hold. */
    void check(Settings settings, Profile profile) {
        id(settings.environment(), "gateway.environment", ID);
        ports(settings);
        egress(settings.egress());
        ResidencyChecks residency = new ResidencyChecks(problems, settings.residency());
        residency.check(settings.residency());
        new OidcChecks(problems).check(settings.oidc(), settings.egress().hosts());
        new SsoChecks(problems).check(settings.sso(), settings);
        TracingSettings tracing = settings.tracing();
        if (tracing != null) {
            tracing.check(problems, settings.egress().hosts());
        }
        settings.websocket()
                .origins()
                .forEach(origin -> problems.check(
                        WebSocketSettings.ORIGIN.matcher(origin).matches(),
                        "gateway.websocket.origins",
                        "must be origins as browsers name them, such as https://chat.example.com, without a path"));
        Breaker breaker = settings.breaker();
        problems.check(
                breaker.minimumCalls() <= breaker.window(),
                "gateway.breaker.minimum-calls",
                "must not be more than gateway.breaker.window, which is " + breaker.window());
        problems.check(
                settings.quota().lease().compareTo(LEAST_LEASE) >= 0,
                "gateway.quota.lease",
                "must be at least 1s, as it has to be renewed in time");
        problems.check(
                settings.idempotency().lease().compareTo(LEAST_LEASE) >= 0,
                "gateway.idempotency.lease",
                "must be at least 1s, as it has to be renewed in time");
        boolean redirects =
                profile == Profile.EMBEDDED || settings.environment().equals("test");
        settings.providers().forEach((id, provider) -> provider(id, provider, redirects));
        if (settings.aws() != null) {
            new AwsChecks(problems, settings.environment().equals("test")).check(settings.aws());
        }
        new QueueChecks(problems).check(settings.queues(), settings, profile);
        problems.check(!settings.models().isEmpty(), MODELS, "must name at least one model");
        settings.models().forEach((id, model) -> model(settings, residency, id, model));
        settings.aliases().forEach((alias, target) -> alias(settings, alias, target));
        RoutingChecks routing = new RoutingChecks(problems);
        routing.check(settings.routing());
        GuardChecks guardrails = new GuardChecks(problems, settings.egress().hosts());
        guardrails.domains(settings.guardrails());
        TenantChecks tenants = new TenantChecks(problems, settings.models().keySet());
        SplitChecks splits = new SplitChecks(problems, settings);
        CacheChecks caches = new CacheChecks(problems, settings);
        settings.tenants().forEach((id, tenant) -> {
            id(id, "gateway.tenants." + id, ID);
            tenants.check("gateway.tenants." + id, tenant);
            guardrails.policies("gateway.tenants." + id + ".guardrails", tenant.guardrails());
            routing.check("gateway.tenants." + id + ".routing", tenant.routing());
            splits.check("gateway.tenants." + id + ".routing", tenant.routing());
            caches.check("gateway.tenants." + id + ".cache", tenant.cache());
        });
    }

    private void id(String id, String path, Pattern form) {
        String dots = form.equals(MODEL_ID) ? " or dots" : "";
        problems.check(form.matcher(id).matches(), path, KEBAB + dots + ", such as " + suggestion(id));
    }

    private static String suggestion(String id) {
        String kebab = Names.kebab(id).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return kebab.isEmpty() ? "eu-1" : kebab;
    }

    private void ports(Settings settings) {
        Set<Integer> taken = new HashSet<>();
        port(settings.port(), "gateway.port", taken);
        Settings.Grpc grpc = settings.grpc();
        if (grpc != null) {
            port(grpc.port(), "gateway.grpc.port", taken);
        }
        port(settings.management().port(), "gateway.management.port", taken);
        port(settings.simulator().port(), "gateway.simulator.port", taken);
    }

    private void port(int port, String path, Set<Integer> taken) {
        problems.check(port == 0 || taken.add(port), path, "must differ from the other ports, is " + port + " too");
    }

    private void egress(Settings.Egress egress) {
        URI proxy = egress.proxy();
        if (proxy != null) {
            problems.check(
                    "http".equals(proxy.getScheme())
                            && proxy.getHost() != null
                            && proxy.getUserInfo() == null
                            && proxy.getPort() > 0,
                    "gateway.egress.proxy",
                    "must be an HTTP proxy with its port and without a password, such as http://proxy.example.com:3128");
        }
        for (int i = 0; i < egress.hosts().size(); i++) {
            problems.check(HOST.matcher(egress.hosts().get(i)).matches(), HOSTS + "[" + i + "]", HOST_FORM);
        }
    }

    private void provider(String id, ProviderSettings provider, boolean redirects) {
        String path = PROVIDERS + "." + id;
        id(id, path, ID);
        endpoint(provider.endpoint(), path + ".endpoint");
        String address = provider.address();
        if (address != null) {
            problems.check(
                    redirects, path + ".address", "is for simulators and tests; leave it out in the profile aws");
            problems.check(
                    ADDRESS.matcher(address).matches(),
                    path + ".address",
                    "must be host:port, such as 127.0.0.1:8090, is " + address);
        }
        problems.check(
                provider.auth() != Auth.GOOGLE_OAUTH || provider.project() != null,
                path + ".project",
                "is missing; google-oauth needs the id of a Google Cloud project");
    }

    private void endpoint(URI endpoint, String path) {
        boolean web = "https".equals(endpoint.getScheme()) || "http".equals(endpoint.getScheme());
        boolean bare = endpoint.getUserInfo() == null && endpoint.getQuery() == null && endpoint.getFragment() == null;
        problems.check(
                web && bare && endpoint.getHost() != null,
                path,
                "must be scheme, host and at most a path, such as https://api.example.com/v1");
        problems.check(
                endpoint.getHost() == null
                        || endpoint.getHost().equals(endpoint.getHost().toLowerCase(Locale.ROOT)),
                path,
                "must name its host in lower case");
    }

    private void model(Settings settings, ResidencyChecks residency, String id, ModelSettings model) {
        String path = MODELS + "." + id;
        id(id, path, MODEL_ID);
        problems.check(!id.equals("auto"), path, "must not be called auto, which lets the router decide");
        new KindChecks(problems).check(path, model);
        problems.check(!model.deployments().isEmpty(), path + ".deployments", "must name at least one deployment");
        new AccountChecks(problems).check(settings, path, model);
        model.deployments().forEach((key, deployment) -> deployment(settings, residency, path, id, key, deployment));
    }

    private void deployment(
            Settings settings,
            ResidencyChecks residency,
            String modelPath,
            String model,
            String id,
            DeploymentSettings deployment) {
        String path = modelPath + ".deployments." + id;
        id(id, path, ID);
        new PriceChecks(problems).check(path, deployment);
        String owner = owners.putIfAbsent(id, model);
        problems.check(owner == null, path, "has an id that the model " + owner + " uses too; ids must be unique");
        @Nullable ProviderSettings provider = settings.providers().get(deployment.provider());
        if (provider == null) {
            String nearest =
                    Names.nearest(deployment.provider(), settings.providers().keySet());
            problems.check(
                    !problems.sound(PROVIDERS),
                    path + ".provider",
                    "names the unknown provider " + deployment.provider()
                            + (nearest == null
                                    ? "; add it under gateway.providers"
                                    : "; did you mean " + nearest + "?"));
            return;
        }
        URI endpoint = deployment.endpointOf(provider);
        endpoint(endpoint, path + ".endpoint");
        String host = endpoint.getHost() == null ? "" : endpoint.getHost().toLowerCase(Locale.ROOT);
        problems.check(
                host.isEmpty()
                        || !problems.sound(HOSTS)
                        || settings.egress().hosts().contains(host),
                path,
                "calls " + host + ", which is not in " + HOSTS + "; add it there and deploy");
        owner(path + ".endpoint", host, endpoint, deployment.provider(), provider);
        residency.check(path, host, provider, deployment);
    }

    /** The provider's credential is shown there: to nobody else, and not in the clear. */
    private void owner(String path, String host, URI endpoint, String id, ProviderSettings provider) {
        String usual = String.valueOf(provider.endpoint().getHost()).toLowerCase(Locale.ROOT);
        problems.check(
                domain(host).equals(domain(usual)),
                path,
                "is at " + host + ", but the provider " + id + " is at " + usual
                        + ", and its credential is for nobody else; name a provider of its own for that host");
        problems.check(
                "https".equals(endpoint.getScheme())
                        || !"https".equals(provider.endpoint().getScheme()),
                path,
                "must begin with https, as the endpoint of the provider " + id + " does");
    }

    /** The last two parts of a host's name; all of an address. */
    private static String domain(String host) {
        String[] parts = host.split("\\.", -1);
        boolean name = parts.length > 2 && !Character.isDigit(host.charAt(host.length() - 1)) && host.indexOf(':') < 0;
        return name ? parts[parts.length - 2] + "." + parts[parts.length - 1] : host;
    }

    private void alias(Settings settings, String alias, String target) {
        String path = "gateway.aliases." + alias;
        problems.check(!settings.models().containsKey(alias), path, "is a model's id; choose another name");
        problems.check(
                !alias.equals("auto") && !alias.startsWith("auto:"),
                path,
                "must not be called auto, which lets the router decide");
        String nearest = Names.nearest(target, settings.models().keySet());
        problems.check(
                !problems.sound(MODELS) || settings.models().containsKey(target),
                path,
                "points to the unknown model " + target + (nearest == null ? "" : "; did you mean " + nearest + "?"));
    }
}
