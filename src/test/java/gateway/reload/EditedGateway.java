package gateway.reload;

import gateway.app.TestGateway;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A gateway with a folder of routes to edit, and a client of it. */
final class EditedGateway implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String MARKER = """
            - route:
                id: zz-marker
                description: Version 0
                routeConfigurationId: inner-errors
                from:
                  uri: direct:zz-marker
                  steps:
                    - bean: {id: mark, description: Nothing calls it, ref: meter, method: apply}
            """;

    private final RouteFolder folder = RouteFolder.create();
    private final TestGateway gateway;
    private int version;

    EditedGateway() {
        folder.put("zz-marker", MARKER);
        gateway = TestGateway.start("", folder.path(), Map.of());
    }

    RouteFolder folder() {
        return folder;
    }

    TestGateway gateway() {
        return gateway;
    }

    List<String> routeIds() {
        return gateway.routeIds();
    }

    /** Puts the shipped routes back and returns once they are in place. */
    void restore(String... routes) {
        for (String route : routes) {
            folder.restore(route);
        }
        marker();
    }

    @Override
    public void close() {
        gateway.close();
    }

    /** Returns once everything that was written before has been looked at. */
    private void marker() {
        List<String> before = routeIds();
        version++;
        folder.put("zz-marker", MARKER.replace("Version 0", "Version " + version));
        Await.until(
                "the marker is taken",
                () -> routeIds().stream().anyMatch(id -> id.startsWith("zz-marker~") && !before.contains(id)));
    }

    /** Id of a route's only generation, once there is no other. */
    String generation(String route) {
        List<String> found = new ArrayList<>();
        Await.until("one generation of " + route, () -> {
            found.clear();
            routeIds().stream().filter(id -> id.startsWith(route + "~")).forEach(found::add);
            return found.size() == 1;
        });
        return found.getFirst();
    }

    /** Ids of the provider routes that have the mark in them. */
    List<String> instances(String mark) {
        return routeIds().stream()
                .filter(id -> id.startsWith("provider-") && id.contains(mark))
                .toList();
    }

    /** The refusal's code; empty if it is none. */
    static String code(HttpResponse<String> response) {
        return response.headers().firstValue("x-serai-code").orElse("");
    }

    /** A call with a residency. */
    HttpResponse<String> call(String residency) {
        return call("/v1/chat/completions", residency);
    }

    /** The same by another path. */
    HttpResponse<String> call(String path, String residency) {
        return call(path, "gpt-5.4-mini", residency);
    }

    /** A call of a model. */
    HttpResponse<String> ask(String model) {
        return call("/v1/chat/completions", model, "any");
    }

    private HttpResponse<String> call(String path, String model, String residency) {
        return send(HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .header("authorization", "Bearer " + TestGateway.KEY)
                .header("x-serai-residency", residency)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")));
    }

    /** All metrics. */
    String metrics() {
        return send(HttpRequest.newBuilder(URI.create(gateway.managementUrl() + "/metrics")))
                .body();
    }

    /** Gets with the key. */
    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .header("authorization", "Bearer " + TestGateway.KEY));
    }

    /** Gets without the key. */
    HttpResponse<String> refusal() {
        return send(HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/models")));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
