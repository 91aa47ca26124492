package gateway.app;

import gateway.settings.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param profile where the gateway runs
 * @param overlays further files of settings, later ones win
 * @param routes folder of routes that is watched; null = the routes that were built in
 * @param train whether to stop again as soon as everything is warm
 */
public record Options(
        Profile profile, List<Path> overlays, @Nullable Path routes, boolean train) {
    public Options {
        overlays = List.copyOf(overlays);
    }

    /**
     * Reads arguments.
     *
     * @throws IllegalArgumentException naming the argument that is not known or lacks its value
     */
    public static Options of(List<String> arguments) {
        Profile profile = Profile.EMBEDDED;
        List<Path> overlays = new ArrayList<>();
        Path routes = null;
        boolean train = false;
        Iterator<String> left = arguments.iterator();
        while (left.hasNext()) {
            String argument = left.next();
            switch (argument) {
                case "--profile" -> profile = profile(value(argument, left));
                case "--config" -> overlays.add(Path.of(value(argument, left)));
                case "--routes" -> routes = Path.of(value(argument, left));
                case "--train" -> train = true;
                default ->
                    throw new IllegalArgumentException(
                            "unknown argument " + argument + ": there are --profile, --config and --routes");
            }
        }
        return new Options(profile, overlays, routes, train);
    }

    private static Profile profile(String name) {
        return switch (name) {
            case "embedded" -> Profile.EMBEDDED;
            case "aws" -> Profile.AWS;
            default -> throw new IllegalArgumentException("--profile must be embedded or aws, is " + name);
        };
    }

    private static String value(String argument, Iterator<String> left) {
        if (!left.hasNext()) {
            throw new IllegalArgumentException(argument + " needs a value");
        }
        return left.next();
    }
}
