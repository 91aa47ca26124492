package gateway.sdk;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The SDKs for Node, as src/test/node uses them: each against a gateway of its own, since faults and rests of
 * deployments are for all callers, and those of the providers against the simulator, too, for which it must do as their
 * own server does.
 */
class NodeSdkTest {
    private static final int AT_ONCE = 3;
    private static final List<String> SDKS =
            List.of("openai", "responses", "anthropic", "vercel", "vercelResponses", "langchain");

    private static final List<NodeCase> GATEWAY = new ArrayList<>();
    private static final List<NodeCase> SIMULATOR = new ArrayList<>();

    @BeforeAll
    static void runAll() throws IOException, InterruptedException, ExecutionException {
        NodeProcess.install();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<List<NodeCase>>> gateway = new ArrayList<>();
            for (String sdk : SDKS) {
                gateway.add(threads.submit(() -> throughAGateway(sdk)));
            }
            List<Callable<List<NodeCase>>> direct = List.of(
                    () -> atTheSimulator("compat.mjs", "--json", "openai"),
                    () -> atTheSimulator("compat.mjs", "--json", "anthropic"),
                    () -> atTheSimulator("genai.mjs"));
            List<Future<List<NodeCase>>> simulator = threads.invokeAll(direct);
            for (Future<List<NodeCase>> each : gateway) {
                GATEWAY.addAll(each.get());
            }
            for (Future<List<NodeCase>> each : simulator) {
                SIMULATOR.addAll(each.get());
            }
        }
    }

    @TestFactory
    Stream<DynamicContainer> worksThroughTheGateway() {
        return tests(GATEWAY);
    }

    @TestFactory
    Stream<DynamicContainer> findsInTheSimulatorWhatItExpectsOfItsProvider() {
        return tests(SIMULATOR);
    }

    @Test
    void isWhatIsPublished() throws IOException {
        String ran = NodePage.of(GATEWAY, SIMULATOR);
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("sdks-node.md"), ran);

        assertThat(NodePage.published())
                .as("the end of docs/sdks.md: look at target/sdks-node.md, and copy it there if that is what is meant")
                .isEqualTo(ran);
    }

    private static Stream<DynamicContainer> tests(List<NodeCase> cases) {
        Map<String, List<NodeCase>> bySdk =
                cases.stream().collect(groupingBy(NodeCase::sdk, LinkedHashMap::new, toList()));
        return bySdk.entrySet().stream()
                .map(sdk -> DynamicContainer.dynamicContainer(
                        sdk.getKey(), sdk.getValue().stream().map(NodeSdkTest::test)));
    }

    private static DynamicTest test(NodeCase one) {
        return DynamicTest.dynamicTest(
                one.name() + ", " + one.behind(),
                () -> assertThat(one.problem())
                        .as("%s, %s, with %s behind", one.sdk(), one.name(), one.behind())
                        .isNull());
    }

    private static List<NodeCase> throughAGateway(String sdk) {
        try (TestGateway gateway = TestGateway.start(Samples.NO_BREAKER)) {
            Map<String, String> environment = Map.of(
                    "SERAI_URL",
                    gateway.url(),
                    "SERAI_SIMULATOR_URL",
                    "http://127.0.0.1:" + gateway.simulator().port(),
                    "SERAI_KEY",
                    TestGateway.KEY);
            return NodeProcess.cases(environment, "compat.mjs", "--json", sdk);
        }
    }

    private static List<NodeCase> atTheSimulator(String... script) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (Simulator simulator = Simulator.start(vertx, "127.0.0.1", 0)) {
            simulator.pace(Pace.INSTANT);
            String url = "http://127.0.0.1:" + simulator.port();
            Map<String, String> environment =
                    Map.of("SERAI_URL", url, "SERAI_SIMULATOR_URL", url, "SERAI_KEY", "any", "SERAI_DIRECT", "true");
            return NodeProcess.cases(environment, script);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }
}
