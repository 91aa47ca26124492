package gateway.hygiene;

import gateway.app.TestGateway;
import gateway.drill.GatewayProcess;
import gateway.failover.Overlay;
import gateway.failover.Overlay.Place;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends texts to a gateway by every surface, in every place of a request, with every mishap. */
public final class Traffic {
    private static final List<String> DIALECTS = List.of("openai", "anthropic", "gemini", "bedrock");
    private static final List<Bodies.Place> PLACES = List.of(Bodies.Place.values());
    private static final int AT_ONCE = 8;
    private static final int SOME_BYTES = 400;
    private static final int LONG = 70_000;

    private final GatewayProcess gateway;
    private final Map<Mishap, Map<Integer, Integer>> statuses = new ConcurrentHashMap<>();

    private Traffic(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    /** Starts a gateway that logs all it can, with a model for each mishap and dialect. */
    public static GatewayProcess gateway() throws IOException, InterruptedException {
        Overlay overlay = new Overlay()
                .section("breaker: {window: 10000, minimum-calls: 10000}")
                .section("tenants: {demo: {residency: any, model-limits: {broke: {usd-per-day: 0}}}}");
        DIALECTS.forEach(dialect -> overlay.provider(dialect + "-place", dialect, dialect + ".test"));
        for (String dialect : DIALECTS) {
            for (Mishap mishap : Mishap.values()) {
                if (mishap.isProviders() || mishap == Mishap.NONE) {
                    String model = mishap.model(dialect);
                    overlay.model(model, new Place(model + "-1", dialect + "-place", model, false));
                }
            }
        }
        overlay.model("broke", new Place("broke-1", "openai-place", "broke", false));
        Path file = Files.writeString(Files.createTempFile("overlay", ".yaml"), overlay.yaml());
        GatewayProcess gateway = GatewayProcess.start(
                Map.of(
                        "SERAI_LOG_LEVEL",
                        "debug",
                        "SERAI_LOG_FORMAT",
                        "json",
                        "SERAI_ADMIN_KEY",
                        TestGateway.ADMIN_KEY),
                List.of("--config", file.toString()));
        gateway.pace("{\"firstByteMs\":0,\"intervalMs\":0}");
        for (String dialect : DIALECTS) {
            for (Mishap mishap : Mishap.values()) {
                if (mishap.isProviders()) {
                    gateway.fault(mishap.model(dialect), mishap.fault(dialect));
                }
            }
        }
        return gateway;
    }

    /** Sends each text once. Tells how often each mishap ended by which status. */
    public static Map<Mishap, Map<Integer, Integer>> send(GatewayProcess gateway, List<Text> texts) throws Exception {
        Traffic traffic = new Traffic(gateway);
        try (ExecutorService workers =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Callable<Object>> tasks = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                int number = i;
                tasks.add(() -> traffic.one(number, texts.get(number)));
            }
            for (Future<Object> each : workers.invokeAll(tasks)) {
                each.get();
            }
        }
        return new EnumMap<>(traffic.statuses);
    }

    private Object one(int number, Text text) {
        Mishap[] all = Mishap.values();
        Mishap mishap = all[number % all.length];
        int round = number / all.length;
        boolean anthropic = round % 2 == 1;
        boolean stream = mishap == Mishap.QUOTED_IN_STREAM || mishap == Mishap.CLIENT_LEAVES || round / 2 % 2 == 1;
        String dialect = DIALECTS.get(round / 4 % DIALECTS.size());
        Bodies.Place place = PLACES.get(round / 3 % PLACES.size());
        int status = send(mishap, anthropic, body(mishap, anthropic, stream, dialect, place, text), text);
        statuses.computeIfAbsent(mishap, key -> new ConcurrentHashMap<>()).merge(status, 1, Integer::sum);
        return status;
    }

    private int send(Mishap mishap, boolean anthropic, byte[] body, Text text) {
        String path = anthropic ? "/v1/messages" : "/v1/chat/completions";
        String canary = text.canary();
        String encoded = URLEncoder.encode(text.text(), StandardCharsets.UTF_8);
        int port = gateway.port();
        String head = head("POST", path, TestGateway.KEY, "", body.length);
        return switch (mishap) {
            case CLIENT_LEAVES -> Wire.leave(port, head, body, SOME_BYTES);
            case CLIENT_LEAVES_EARLY ->
                Wire.leave(port, head("POST", path, TestGateway.KEY, "", 2L * body.length), body, 0);
            case BAD_KEY -> Wire.send(port, head("POST", path, "sk-" + canary, "", body.length), body);
            case NOT_IN_EU ->
                Wire.send(port, head("POST", path, TestGateway.KEY, "x-serai-residency: eu\r\n", body.length), body);
            case LATE ->
                Wire.send(port, head("POST", path, TestGateway.KEY, "x-serai-deadline-ms: 40\r\n", body.length), body);
            case BAD_HEADER ->
                Wire.send(
                        port,
                        head(
                                "POST",
                                path,
                                TestGateway.KEY,
                                "x-serai-domain: " + line(text) + "\r\nx-request-id: " + canary + "\r\nuser-agent: "
                                        + line(text) + "\r\ncookie: name=" + canary + "\r\n",
                                body.length),
                        body);
            case BAD_PATH ->
                Wire.send(port, head("POST", path + "/" + encoded + "?q=" + encoded, canary, "", 0), new byte[0]);
            case BAD_METHOD -> Wire.send(port, head("PATCH", path + "?q=" + encoded, canary, "", 0), new byte[0]);
            case BAD_LINE -> Wire.send(port, line(text) + "\r\n\r\n", new byte[0]);
            case LONG_HEADERS ->
                Wire.send(
                        port, head("POST", path, canary, "x-a: " + canary + "x".repeat(LONG) + "\r\n", 0), new byte[0]);
            case TOO_LARGE -> Wire.leave(port, head("POST", path, TestGateway.KEY, "", 1L << 40), body, SOME_BYTES);
            case ADMIN_BAD_KEY ->
                Wire.send(
                        gateway.managementPort(),
                        head("PUT", "/admin/v1/tenants/" + encoded + "?q=" + encoded, canary, "", body.length),
                        body);
            case ADMIN_BAD_BODY ->
                Wire.send(
                        gateway.managementPort(),
                        head("PUT", "/admin/v1/tenants/some", TestGateway.ADMIN_KEY, "", body.length),
                        body);
            default -> Wire.send(port, head, body);
        };
    }

    private static byte[] body(
            Mishap mishap, boolean anthropic, boolean stream, String dialect, Bodies.Place place, Text text) {
        String model = switch (mishap) {
            case UNKNOWN_MODEL -> text.text();
            case NO_BUDGET -> "broke";
            default -> mishap.model(dialect);
        };
        String body = (anthropic
                        ? Bodies.anthropic(place, model, stream, text.text())
                        : Bodies.openAi(place, model, stream, text.text()))
                .toString();
        String said = body.substring(1, body.length() - 1);
        String spoilt = switch (mishap) {
            case TRUNCATED -> body.substring(0, body.length() - 3);
            case WRONG_TYPE -> body.replaceFirst("\"stream\":(true|false)", "\"max_tokens\":\"" + text.canary() + "\"");
            case NO_JSON -> text.text();
            case BAD_ESCAPE -> "{\"a\":\"\\q" + text.canary() + "\"," + said + "}";
            case BAD_ROLE -> body.replace("\"role\":\"user\"", "\"role\":\"" + text.canary() + "\"");
            default -> body;
        };
        return spoilt.getBytes(StandardCharsets.UTF_8);
    }

    private static String head(String method, String path, String key, String headers, long length) {
        return method + " " + path + " HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: Bearer " + key
                + "\r\n" + headers + "content-length: " + length + "\r\n\r\n";
    }

    private static String line(Text text) {
        return text.text().replaceAll("\\s+", " ");
    }
}
