package gateway.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.control.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the settings together: {@code application.yaml} from the class path, then overlay files in order, then the
 * environment. Thread-safe.
 */
public final class SettingsLoader {
    private static final String SHIPPED = "application.yaml";
    private static final String ROOT = "gateway";
    private static final String CAMEL = "camel";

    private final String defaults;

    /**
     * Starts from defaults of one's own.
     *
     * @param defaults YAML with every setting
     */
    public SettingsLoader(String defaults) {
        this.defaults = defaults;
    }

    /** Starts from the {@code application.yaml} that the gateway ships. */
    public static SettingsLoader shipped() {
        try (InputStream in = SettingsLoader.class.getClassLoader().getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException(SHIPPED + " is not on the class path");
            }
            return new SettingsLoader(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads and checks everything.
     *
     * @param profile where the gateway runs
     * @param overlays files laid over the defaults, later ones over earlier ones
     * @param environment all environment variables
     * @throws SettingsException with every problem, if there is one
     */
    public Loaded load(Profile profile, List<Path> overlays, Map<String, String> environment) {
        Problems problems = new Problems();
        List<String> warnings = new ArrayList<>();
        ObjectNode tree = YamlTree.read(defaults, SHIPPED, problems);
        overlays.forEach(file -> YamlTree.overlay(tree, read(file, problems)));
        if (tree.get(ROOT) instanceof ObjectNode gateway) {
            new EnvironmentOverlay(environment, warnings).apply(gateway);
        }
        SettingsBinder binder = new SettingsBinder(problems);
        Settings settings = binder.bind(tree.path(ROOT), ROOT, Settings.class);
        new SettingsChecks(problems).check(settings, profile);
        if (!problems.found().isEmpty()) {
            throw new SettingsException(problems.found());
        }
        Map<String, String> flat = new TreeMap<>();
        YamlTree.flatten(tree, "", flat);
        flat.keySet().removeAll(binder.secrets());
        return new Loaded(settings, flat, ControlSeed.of(tree.path(ROOT)), warnings);
    }

    private static ObjectNode read(Path file, Problems problems) {
        ObjectNode tree = YamlTree.read(text(file, problems), file.toString(), problems);
        for (Map.Entry<String, JsonNode> section : List.copyOf(tree.properties())) {
            if (!section.getKey().equals(ROOT) && !section.getKey().equals(CAMEL)) {
                problems.add(section.getKey(), "in " + file + " is unknown; settings stand under gateway: or camel:");
            } else if (section.getValue().isNull()) {
                // A section in which everything is commented out changes nothing.
                tree.remove(section.getKey());
            }
        }
        return tree;
    }

    private static String text(Path file, Problems problems) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            problems.general(file + " cannot be read; name a YAML file with --config");
            return "";
        }
    }

    /**
     * Settings that are fit for use.
     *
     * @param settings all under {@code gateway}
     * @param flat the whole tree, {@code camel} included, as properties; without secrets
     * @param seed models, deployments, aliases and tenants as documents, by kind and id
     * @param warnings what was ignored
     */
    public record Loaded(
            Settings settings, Map<String, String> flat, Map<Kind, Map<String, String>> seed, List<String> warnings) {
        public Loaded {
            seed = Map.copyOf(seed);
            flat = Collections.unmodifiableMap(new LinkedHashMap<>(flat));
            warnings = List.copyOf(warnings);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Loaded[" + settings.environment() + ", warnings=" + warnings.size() + "]";
        }
    }
}
