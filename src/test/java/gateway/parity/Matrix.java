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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;
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
            "vectors",
            "jms",
            "job-openai",
            "job-vectors");
    private static final List<String> AWS = List.of("sqs", "job-anthropic", "job-responses");

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
        for (HttpDoor.Form form : List.of(HttpDoor.Form.OPENAI, HttpDoor.Form.ANTHROPIC, HttpDoor.Form.RESPONSES)) {
            doors.add(new HttpDoor(embedded, form, false));
            doors.add(new HttpDoor(embedded, form, true));
        }
        doors.add(new WebSocketDoor(embedded, vertx, false));
        doors.add(new WebSocketDoor(embedded, vertx, true));
        doors.add(new GrpcDoor(embedded, grpc, false));
        doors.add(new GrpcDoor(embedded, grpc, true));
        doors.add(new HttpDoor(embedded, HttpDoor.Form.EMBEDDINGS, false));
        doors.add(new QueueDoor(QueueDoor.Way.ofMessages("jms", "JMS"), embedded, new JmsMailbox(jmsPort)));
        doors.add(new QueueDoor(QueueDoor.Way.ofMessages("sqs", "SQS"), aws, sqs));
        job(embedded, "openai", "job (OpenAI, by JMS)", "/v1/chat/completions", ask -> ask.json(false, true));
        job(embedded, "embeddings", "job (Embeddings, by JMS)", "/v1/embeddings", Ask::vectors);
        job(aws, "anthropic", "job (Anthropic, by SQS)", "/v1/messages", ask -> ask.json(false, false));
        job(aws, "responses", "job (Responses, by SQS)", "/v1/responses", ask -> ask.responses(false));
        assertThat(doors.stream().filter(door -> door.site() == embedded).map(Door::id))
                .isEqualTo(EMBEDDED);
        assertThat(doors.stream().filter(door -> door.site() == aws).map(Door::id))
                .isEqualTo(AWS);
        for (Site site : List.of(embedded, aws)) {
            Set<String> tenants = new TreeSet<>();
            eachCell((door, policy) -> {
                if (door.site().equals(site)) {
                    tenants.add(policy.tenantId(door.id()));
                }
            });
            site.issueKeys(tenants);
        }
        doors.forEach(door -> spoil(door.site().simulator().faults(), door.id()));
    }

    private void job(Site site, String api, String name, String endpoint, Function<Ask, String> writer) {
        QueueDoor.Way way = QueueDoor.Way.ofJobs(api, name, site == aws ? "sqs" : "jms");
        doors.add(new QueueDoor(way, site, new JobMailbox(site, endpoint, way.id(), writer)));
    }

    List<Door> doors() {
        return doors;
    }

    /** The doors at which a policy has something to act on. */
    List<Door> doors(Policy policy) {
        return doors.stream().filter(door -> door.without(policy) == null).toList();
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

    /** The cells in which there is something to act on. */
    void eachCell(BiConsumer<Door, Policy> action) {
        for (Door door : doors) {
            for (Policy policy : policies) {
                if (door.without(policy) == null) {
                    action.accept(door, policy);
                }
            }
        }
    }

    @Override
    public void close() {
        embedded.forget();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void tryAll(Door door) {
        for (Policy policy : policies) {
            if (door.without(policy) != null) {
                continue;
            }
            try {
                proofs.put(cell(door, policy), policy.check().at(new Stand(door, policy)));
            } catch (RuntimeException | Error e) {
                failures.put(cell(door, policy), e);
            }
        }
    }

    private Overlay overlay(List<String> ids) {
        Map<String, String> tenants = new TreeMap<>();
        for (String id : ids) {
            policies.stream()
                    .filter(policy -> !Vectors.areWantedBy(id) || Vectors.without(policy.id()) == null)
                    .forEach(policy ->
                            tenants.put(policy.tenantId(id), policy.tenant().replace("%s", id)));
        }
        return new Overlay(ids, tenants);
    }

    private static void spoil(SimulatorFaults faults, String door) {
        fault(faults, "forbidden", door, "\"text\":\"Well then, for that one would take a howitzer, I suppose.\"");
        fault(faults, "slow", door, "\"chunks\":600,\"pauseMs\":50");
        fault(faults, "silent", door, "\"hang\":true");
        // an answer without text cannot break off in its middle
        fault(
                faults,
                "broken",
                door,
                Vectors.areWantedBy(door) ? "\"status\":500" : "\"cutAfterChunks\":5,\"pauseMs\":40");
    }

    private static void fault(SimulatorFaults faults, String kind, String door, String what) {
        String model = Overlay.upstream(kind, door);
        faults.put(model, "{\"model\":\"" + model + "\"," + what + "}");
    }
}
