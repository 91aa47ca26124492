package gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.reload.RouteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of the routes of the admin API, as a server would understand them. */
record AdminRoutes(List<RouteFile> files) {
    private static final String SCHEME = "management-http:";

    static AdminRoutes read() {
        try (Stream<Path> paths = Files.list(Path.of("routes"))) {
            List<RouteFile> files = new ArrayList<>();
            for (Path path : paths.filter(
                            each -> String.valueOf(each.getFileName()).startsWith("admin-"))
                    .sorted()
                    .toList()) {
                files.add(RouteFile.read(String.valueOf(path.getFileName()), Files.readString(path)));
            }
            return new AdminRoutes(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where a request goes.
     *
     * @param path the route's path with its placeholders
     * @param parameters values of the placeholders, decoded
     * @param beans the route's steps
     */
    record Match(String path, Map<String, String> parameters, List<String> beans) {}

    /** Every operation, as {@code GET /admin/v1/models}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        for (RouteFile file : files) {
            for (String method : methods(file)) {
                operations.add(method + " " + path(file));
            }
        }
        operations.removeIf(operation -> operation.endsWith(" "));
        return operations;
    }

    /** Finds the route of a request. */
    Match match(String method, String path) {
        for (RouteFile file : files) {
            Map<String, String> parameters = parameters(path(file), path);
            if (parameters != null && List.of(methods(file)).contains(method)) {
                List<String> beans = new ArrayList<>();
                for (JsonNode step : file.from().path("steps")) {
                    beans.add(step.path("bean").path("ref").asText());
                }
                return new Match(path(file), parameters, beans);
            }
        }
        throw new AssertionError("no route takes " + method + " " + path);
    }

    private static @Nullable Map<String, String> parameters(String template, String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return null;
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{")) {
                parameters.put(
                        wanted[i].substring(1, wanted[i].length() - 1),
                        URLDecoder.decode(given[i].replace("+", "%2B"), StandardCharsets.UTF_8));
            } else if (!wanted[i].equals(given[i])) {
                return null;
            }
        }
        return parameters;
    }

    private static String path(RouteFile file) {
        return file.from().path("uri").asText().replace(SCHEME, "");
    }

    private static String[] methods(RouteFile file) {
        return file.from()
                .path("parameters")
                .path("httpMethodRestrict")
                .asText()
                .split(",", -1);
    }
}
