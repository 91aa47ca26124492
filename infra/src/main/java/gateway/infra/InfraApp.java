package gateway.infra;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** Makes the templates of all stacks; nothing is called, neither AWS nor anything else. */
public final class InfraApp {
    private InfraApp() {}

    /** Reads what is to be deployed from the context, as the CDK's command line hands it over, and writes templates. */
    public static void main(String[] arguments) {
        App app = new App();
        Target target;
        try {
            target = Target.of(app.getNode(), System.getenv());
        } catch (IllegalArgumentException | gateway.settings.SettingsException e) {
            System.err.println("serai-infra: " + e.getMessage());
            System.exit(2);
            return;
        }
        Stacks.in(withZones(app, target), target);
        app.synth();
    }

    /**
     * An app with all stacks, before they are written.
     *
     * @param folder where the templates go; null = a temporary one
     */
    public static App build(Target target, @Nullable Path folder) {
        AppProps.Builder props = AppProps.builder().analyticsReporting(false);
        if (folder != null) {
            props.outdir(folder.toString());
        }
        App app = new App(props.build());
        Stacks.in(withZones(app, target), target);
        return app;
    }

    /* The library would ask AWS for the zones, even where they are given. */
    private static App withZones(App app, Target target) {
        String key = "availability-zones:account=" + target.account() + ":region=" + target.region();
        Map.of(key, target.zones()).forEach(app.getNode()::setContext);
        return app;
    }
}
