package gateway.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the shipped route files say of ways into the chain and of its steps. A file is named after its one route. */
final class Routes {
    private static final Pattern URI = Pattern.compile("(?m)^ *uri: \"?([^\\s\"]+)");
    private static final Pattern STEP = Pattern.compile("(?m)^ +- (?:bean|process|to|toD):\n +id: (\\S+)$");
    /** What the gateway itself asks beside a client's request takes the same way. */
    private static final Set<String> COPIES = Set.of("mirror", "judge", "likeness");

    private static final String CHAIN = "direct:chat";

    /** What starts routes that no client's request starts. */
    private static final Set<String> OWN = Set.of("direct", "management-http", "timer");

    private final List<Route> all;

    private record Route(String id, String from, Collection<String> to, String text) {
        boolean isOpen() {
            return !OWN.contains(from.substring(0, from.indexOf(':')));
        }
    }

    private Routes(List<Route> all) {
        this.all = all;
    }

    /** Reads all of them. */
    static Routes read() {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return new Routes(files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .map(Routes::read)
                    .filter(route -> !route.from().isEmpty())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ids of the routes that hand clients' requests to the chain; copies of them take the same way. */
    Set<String> intoTheChain() {
        return ids(all.stream().filter(route -> route.to().contains(CHAIN) && !COPIES.contains(route.id())));
    }

    /** Ids of the routes that something outside starts. */
    Set<String> entrances() {
        return ids(all.stream().filter(Route::isOpen));
    }

    /** Ids of the chain's steps. */
    Set<String> steps() {
        Set<String> steps = new TreeSet<>();
        for (Route route : all) {
            if (route.id().equals("chat") || route.id().equals("answer")) {
                STEP.matcher(route.text()).results().forEach(step -> steps.add(step.group(1)));
            }
        }
        // the way from the one route to the other
        steps.remove("chat-to-answer");
        return steps;
    }

    private static Set<String> ids(Stream<Route> routes) {
        Set<String> ids = new TreeSet<>();
        routes.forEach(route -> ids.add(route.id()));
        return ids;
    }

    private static Route read(Path file) {
        try {
            String text = Files.readString(file);
            Matcher uris = URI.matcher(text);
            String from = uris.find() ? uris.group(1) : "";
            Set<String> to = new TreeSet<>();
            while (uris.find()) {
                to.add(uris.group(1));
            }
            return new Route(file.getFileName().toString().replace(".camel.yaml", ""), from, to, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
