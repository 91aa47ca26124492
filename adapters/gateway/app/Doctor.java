package gateway.app;

import gateway.model.Deployment;
import gateway.model.Redacted;
import gateway.model.Registry;
import gateway.secret.CachedSecret;
import gateway.settings.Profile;
import gateway.settings.ProviderSettings;
import gateway.settings.RegistryReader;
import gateway.settings.Settings;
import gateway.settings.SettingsException;
import gateway.settings.SettingsLoader;
import gateway.settings.SettingsLoader.Loaded;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Says whether settings and credentials are fit for use: one small call to each provider, past the server. */
public final class Doctor {
    private static final int SICK = 1;
    private static final int WRONG_USE = 2;
    private static final long CLOSE_SECONDS = 20;

    private final Options options;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final @Nullable String only;

    private Doctor(Options options, @Nullable String only, Map<String, String> environment, PrintStream out) {
        this.options = options;
        this.only = only;
        this.environment = environment;
        this.out = out;
    }

    /** Ends with 0 if all is well, 1 if something is wrong, 2 for wrong arguments. */
    public static void main(String[] arguments) throws Exception {
        LogSetup.apply(new Settings.Log(Settings.LogFormat.TEXT, Settings.LogLevel.ERROR));
        int code = run(List.of(arguments), System.getenv(), System.out);
        LogSetup.stop();
        System.exit(code);
    }

    /**
     * Looks at everything.
     *
     * @param arguments as of the gateway itself; with {@code --provider ID}, one provider is called in all ways
     * @param out gets one line for each thing looked at
     * @return the process's exit code
     */
    static int run(List<String> arguments, Map<String, String> environment, PrintStream out) throws Exception {
        Options options;
        @Nullable String only;
        try {
            List<String> rest = new ArrayList<>(arguments);
            only = provider(rest);
            options = Options.of(rest);
        } catch (IllegalArgumentException e) {
            out.println("serai: " + e.getMessage());
            return WRONG_USE;
        }
        return new Doctor(options, only, environment, out).examine();
    }

    /** Takes the provider's id out of the arguments; null if there is none. */
    private static @Nullable String provider(List<String> arguments) {
        int at = arguments.indexOf("--provider");
        if (at < 0) {
            return null;
        }
        if (at + 1 == arguments.size()) {
            throw new IllegalArgumentException("--provider needs the id of a provider");
        }
        arguments.remove(at);
        return arguments.remove(at);
    }

    private int examine() throws Exception {
        Loaded loaded;
        try {
            loaded = SettingsLoader.shipped().load(options.profile(), options.overlays(), environment);
        } catch (SettingsException e) {
            e.problems().forEach(problem -> out.println("settings: " + problem));
            return SICK;
        }
        loaded.warnings().forEach(warning -> out.println("settings: " + warning));
        Settings settings = loaded.settings();
        out.printf(
                "settings: ok, %d providers, %d models%n",
                settings.providers().size(), settings.models().size());
        if (only != null && !settings.providers().containsKey(only)) {
            out.println("serai: there is no provider " + only + ": choose one of "
                    + String.join(", ", settings.providers().keySet()));
            return WRONG_USE;
        }
        return providers(settings) ? 0 : SICK;
    }

    private boolean providers(Settings settings) throws Exception {
        Credentials credentials = new Credentials(environment);
        Vertx vertx = Vertx.vertx();
        Simulator simulator = simulator(settings, credentials, vertx);
        try (ProviderSet set = new ProviderSet(
                settings, credentials, simulator == null ? null : "127.0.0.1:" + simulator.port(), System::nanoTime)) {
            Registry registry = RegistryReader.registry(settings, 1);
            DoctorNews news = new DoctorNews();
            ProbeCall probe = new ProbeCall(set.build(vertx, Map::of, news), vertx, System::nanoTime);
            boolean well = true;
            for (Map.Entry<String, ProviderSettings> provider :
                    settings.providers().entrySet()) {
                if (only != null && !only.equals(provider.getKey())) {
                    continue;
                }
                Checkup checkup = new Checkup(
                        provider.getKey(),
                        provider.getValue(),
                        credentials,
                        key(set.secrets().of(provider.getKey())),
                        set.simulated().contains(provider.getKey()));
                Checkup.Finding finding = checkup.examine(registry, probe);
                out.println(provider.getKey() + ": " + finding.text());
                well &= finding.well();
                if (only != null && finding.well()) {
                    well &= inAllWays(provider.getKey(), registry, probe, news);
                }
            }
            return well;
        } finally {
            if (simulator != null) {
                simulator.close();
            }
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private boolean inAllWays(String id, Registry registry, ProbeCall probe, DoctorNews news) {
        Deployment deployment = Checkup.first(id, registry);
        if (deployment == null) {
            return true;
        }
        boolean well = true;
        for (Checkup.Finding finding :
                new FullCheckup(probe, deployment, Checkup.embedding(id, registry), news).examine()) {
            out.println(id + ": " + finding.text());
            well &= finding.well();
        }
        return well;
    }

    private static @Nullable Redacted key(@Nullable CachedSecret secret) {
        return secret == null ? null : secret.current().value();
    }

    /** One of its own, so that a gateway can run meanwhile; null where nobody needs it. */
    private @Nullable Simulator simulator(Settings settings, Credentials credentials, Vertx vertx) {
        boolean needed = settings.providers().values().stream()
                .anyMatch(provider -> provider.address() == null && !credentials.has(provider));
        if (options.profile() != Profile.EMBEDDED || !needed) {
            return null;
        }
        Simulator simulator = Simulator.start(vertx, "127.0.0.1", 0);
        simulator.pace(Pace.INSTANT);
        out.println("simulator: plays the providers without a credential, on port " + simulator.port());
        return simulator;
    }
}
