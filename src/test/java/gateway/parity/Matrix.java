package gateway.parity;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.FreePort;
import gateway.grpc.GrpcClient;
import gateway.http.Waiting;
import gateway.simulator.SimulatorFaults;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** All doors and all policies, and what each cell has shown. Doors of one route take turns, others run side by side. */
final class Matrix implements AutoCloseable {
    private static final List<String> EMBEDDED = List.of(
            "openai-whole",
            "openai-stream",
            "anthropic-whole",
            "anthropic-stream",
            "responses-whole",
            "responses-stream",
            "websocket-whole",
            "websocket-stream",
            "grpc-once",
            "grpc-stream",
            "jms",
            "job-openai");
    private static final List<String> AWS = List.of("sqs", "job-anthropic");

    private final List<Policy> policies = Policies.all();
    private final List<Door> doors = new ArrayList<>();
    private final Map<String, Proof> proofs = new ConcurrentHashMap<>();
    private final Map<String, Throwable> failures = new ConcurrentHashMap<>();
    private final Map<String, Long> recorded = new TreeMap<>();
    private final Vertx vertx = Vertx.vertx();
    private final int jmsPort = FreePort.orElse("127.0.0.1", 0);
    private final SqsMailbox sqs = new SqsMailbox();
    private final EmbeddedSite embedded = EmbeddedSite.start(overlay(EMBEDDED), jmsPort);
    private final AwsSite aws = new AwsSite(overlay(AWS), sqs);
    private final GrpcClient grpc = new GrpcClient(embedded.gateway());

    /** Starts both gateways. */
    Matrix() {
        for (HttpDoor.Form form : HttpDoor.Form.values()) {
            doors.add(new HttpDoor(embedded, form, false));
            doors.add(new HttpDoor(embedded, form, true));
        }
        doors.add(new WebSocketDoor(embedded, vertx, false));
        doors.add(new WebSocketDoor(embedded, vertx, true));
        doors.add(new GrpcDoor(embedded, grpc, false));
        doors.add(new GrpcDoor(embedded, grpc, true));
        doors.add(new QueueDoor(QueueDoor.Way.ofMessages("jms", "JMS"), embedded, new JmsMailbox(jmsPort)));
        doors.add(new QueueDoor(QueueDoor.Way.ofMessages("sqs", "SQS"), aws, sqs));
        doors.add(new QueueDoor(
                QueueDoor.Way.ofJobs("openai", "job (OpenAI, by JMS)", "jms"),
                embedded,
                new JobMailbox(embedded, "/v1/chat/completions", "job-openai")));
        doors.add(new QueueDoor(
                QueueDoor.Way.ofJobs("anthropic", "job (Anthropic, by SQS)", "sqs"),
                aws,
                new JobMailbox(aws, "/v1/messages", "job-anthropic")));
        assertThat(doors.stream().filter(door -> door.site() == embedded).map(Door::id))
                .isEqualTo(EMBEDDED);
        assertThat(doors.stream().filter(door -> door.site() == aws).map(Door::id))
                .isEqualTo(AWS);
        doors.forEach(door -> spoil(door.site().simulator().faults(), door.id()));
    }

    List<Door> doors() {
        return doors;
    }

    List<Policy> policies() {
        return policies;
    }

    /** Tries every cell, then stops the gateways, so that the ledgers are settled. */
    void run() throws InterruptedException, ExecutionException {
        Map<List<Object>, List<Door>> lanes = doors.stream()
                .collect(Collectors.groupingBy(
                        door -> List.of(door.site(), door.route()), LinkedHashMap::new, Collectors.toList()));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            lanes.values().forEach(lane -> running.add(threads.submit(() -> lane.forEach(this::tryAll))));
            for (Future<?> each : running) {
                each.get();
            }
        }
        for (Site site : List.of(embedded, aws)) {
            Waiting.until(Door.LONG, () -> site.simulator().counts().open() == 0);
        }
        eachCell((door, policy) -> recorded.computeIfAbsent(
                policy.tenantId(door.id()),
                tenant -> Stand.charged(door.site().records(tenant, door.site().begun()))));
        grpc.close();
        embedded.close();
        aws.close();
    }

    /** What a cell has shown; fails as the cell did. */
    Proof proof(Door door, Policy policy) {
        String cell = cell(door, policy);
        Throwable failure = failures.get(cell);
        if (failure != null) {
            throw new AssertionError(policy.title() + " by " + door.name() + ": " + failure.getMessage(), failure);
        }
        return Objects.requireNonNull(proofs.get(cell));
    }

    /** What the records of each tenant's calls sum up to. */
    Map<String, Long> recorded() {
        return Map.copyOf(recorded);
    }

    private static String cell(Door door, Policy policy) {
        return policy.id() + " " + door.id();
    }

    void eachCell(BiConsumer<Door, Policy> action) {
        doors.forEach(door -> policies.forEach(policy -> action.accept(door, policy)));
    }

    @Override
    public void close() {
        embedded.forget();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void tryAll(Door door) {
        for (Policy policy : policies) {
            try {
                proofs.put(cell(door, policy), policy.check().at(new Stand(door, policy)));
            } catch (RuntimeException | Error e) {
                failures.put(cell(door, policy), e);
            }
        }
    }

    private Overlay overlay(List<String> ids) {
        Map<String, String> tenants = new TreeMap<>();
        ids.forEach(id -> policies.forEach(
                policy -> tenants.put(policy.tenantId(id), policy.tenant().replace("%s", id))));
        return new Overlay(ids, tenants);
    }

    private static void spoil(SimulatorFaults faults, String door) {
        fault(faults, "forbidden", door, "\"text\":\"Well then, for that one would take a howitzer, I suppose.\"");
        fault(faults, "slow", door, "\"chunks\":600,\"pauseMs\":50");
        fault(faults, "silent", door, "\"hang\":true");
        fault(faults, "broken", door, "\"cutAfterChunks\":5,\"pauseMs\":40");
    }

    private static void fault(SimulatorFaults faults, String kind, String door, String what) {
        String model = Overlay.upstream(kind, door);
        faults.put(model, "{\"model\":\"" + model + "\"," + what + "}");
    }
}
