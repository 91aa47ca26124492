package gateway.hygiene;

import gateway.app.TestGateway;
import gateway.drill.GatewayProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that a gateway writes or tells to anybody but the caller. */
public final class Sinks {
    private static final List<String> PAGES = List.of(
            "/metrics",
            "/health/ready",
            "/admin/v1/decisions?limit=1000",
            "/admin/v1/usage",
            "/admin/v1/usage?by=tenant,team,key,model,day",
            "/admin/v1/audit",
            "/admin/v1/status",
            "/admin/v1/residency",
            "/admin/v1/deployments",
            "/admin/v1/administrators",
            "/admin/v1/active-models",
            "/admin/v1/keys",
            "/admin/v1/tenants",
            "/admin/v1/models",
            "/admin/v1/aliases",
            "/admin/v1/kill-switches");

    private Sinks() {}

    /** What a running gateway tells, by name. */
    public static Map<String, byte[]> told(GatewayProcess gateway) throws IOException, InterruptedException {
        Map<String, byte[]> sinks = told(gateway.managementPort());
        sinks.put("threads", gateway.threads().getBytes(StandardCharsets.UTF_8));
        return sinks;
    }

    /** What a management port tells, by path. */
    public static Map<String, byte[]> told(int port) {
        Map<String, byte[]> sinks = new LinkedHashMap<>();
        for (String page : PAGES) {
            String answer = Wire.ask(
                    port,
                    "GET " + page + " HTTP/1.1\r\nhost: a\r\nconnection: close\r\nauthorization: Bearer "
                            + TestGateway.ADMIN_KEY + "\r\n\r\n");
            sinks.put(page, answer.getBytes(StandardCharsets.UTF_8));
        }
        return sinks;
    }

    /** Every file below a folder as bytes, by its path: the log, which holds stdout and stderr, and the stores. */
    public static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> sinks = new LinkedHashMap<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        for (Path file : files) {
            sinks.put(folder.relativize(file).toString(), Files.readAllBytes(file));
        }
        return sinks;
    }

    /** What is found in any of them. */
    public static List<LeakSearch.Hit> search(LeakSearch search, Map<String, byte[]> sinks) {
        List<LeakSearch.Hit> hits = new ArrayList<>();
        sinks.forEach((name, content) -> hits.addAll(search.in(name, content)));
        return hits;
    }
}
