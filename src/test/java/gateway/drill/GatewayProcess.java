package gateway.drill;

import gateway.app.FreePort;
import gateway.app.TestGateway;
import gateway.http.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A gateway with its simulator in a process of its own, with the memory that {@code ./serai run} gives it. */
public final class GatewayProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path folder;
    private final Path log;
    private final int port;
    private final int management;
    private final int simulator;

    private GatewayProcess(Process process, Path folder, Path log, int port, int management, int simulator) {
        this.process = process;
        this.folder = folder;
        this.log = log;
        this.port = port;
        this.management = management;
        this.simulator = simulator;
    }

    /** Starts one and waits until it is ready. */
    static GatewayProcess start(Map<String, String> variables) throws IOException {
        return start(variables, List.of());
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param arguments of the command line
     */
    public static GatewayProcess start(Map<String, String> variables, List<String> arguments) throws IOException {
        Path folder = Files.createTempDirectory("serai");
        Path log = folder.resolve("log");
        int port = FreePort.orElse("127.0.0.1", 0);
        int management = FreePort.orElse("127.0.0.1", 0);
        int simulator = FreePort.orElse("127.0.0.1", 0);
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("gateway.process.flag", "-XX:+TieredCompilation"),
                "-XX:+UseSerialGC",
                "-Xmx" + variables.getOrDefault("SERAI_HEAP", "256m"),
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dcamel.threads.virtual.enabled=true",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "gateway.app.Gateway");
        java.command().addAll(arguments);
        java.environment()
                .putAll(Map.of(
                        "SERAI_PORT",
                        Integer.toString(port),
                        "SERAI_GRPC_PORT",
                        "0",
                        "SERAI_MANAGEMENT_PORT",
                        Integer.toString(management),
                        "SERAI_SIMULATOR_PORT",
                        Integer.toString(simulator),
                        "SERAI_DATA_DIR",
                        folder.toString(),
                        "SERAI_DEMO_KEY",
                        TestGateway.KEY,
                        "SERAI_DRAIN_DELAY",
                        "0s",
                        "SERAI_LOG_LEVEL",
                        "warn"));
        java.environment().putAll(variables);
        Process process =
                java.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        GatewayProcess started = new GatewayProcess(process, folder, log, port, management, simulator);
        if (!Waiting.until(Duration.ofMinutes(3), started::isReady)) {
            process.destroyForcibly();
            throw new IllegalStateException("the gateway did not start, see " + log);
        }
        return started;
    }

    /** Port of the client API. */
    public int port() {
        return port;
    }

    /** Port of health, metrics and administration. */
    public int managementPort() {
        return management;
    }

    /** Port of its simulator. */
    int simulatorPort() {
        return simulator;
    }

    /** What it uses of the machine. */
    ProcessUse use() {
        return new ProcessUse(process.pid());
    }

    /** Where it keeps its files, and its log. */
    public Path folder() {
        return folder;
    }

    /** Address of the client API. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sets the simulator's pace. */
    public void pace(String json) throws IOException, InterruptedException {
        simulate("pace", json);
    }

    /** Sets one of the simulator's faults. */
    public void fault(String key, String json) throws IOException, InterruptedException {
        simulate("faults/" + key, json);
    }

    private void simulate(String what, String json) throws IOException, InterruptedException {
        int status = HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator + "/_sim/" + what))
                                .PUT(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status != 200) {
            throw new IllegalArgumentException("the simulator does not take " + json);
        }
    }

    /** The stacks of all threads. */
    public String threads() throws IOException, InterruptedException {
        return jcmd("Thread.print");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has written. */
    String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** Requests in flight now. */
    double inFlight() {
        return metric("serai_requests_in_flight");
    }

    /** A number among its metrics, by name and labels as they stand there. */
    double metric(String name) {
        return get("http://127.0.0.1:" + management + "/metrics")
                .lines()
                .filter(line -> line.startsWith(name + ' '))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    /** Resident memory in MiB. */
    long residentMegabytes() {
        return use().residentMegabytes();
    }

    /** MiB of live objects, after a collection. */
    long heapMegabytes() throws IOException, InterruptedException {
        jcmd("GC.run");
        return jcmd("GC.class_histogram")
                .lines()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line -> Long.parseLong(line.strip().replaceAll(".*\\s", "")) >> 20)
                .sum();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        command))
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return said;
    }

    private boolean isReady() {
        return !process.isAlive()
                || get("http://127.0.0.1:" + management + "/health/ready").contains("\"up\"");
    }

    private static String get(String url) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
