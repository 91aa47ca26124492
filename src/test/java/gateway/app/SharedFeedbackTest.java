package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.aws.AwsLab;
import gateway.aws.FakeAws;
import gateway.http.Waiting;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Feedback at several replicas that share their tables. */
class SharedFeedbackTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void takesFeedbackOnceAtAllReplicas() throws Exception {
        Vertx vertx = Vertx.vertx();
        Simulator simulator = Simulator.start(vertx, "127.0.0.1", 0);
        simulator.pace(Pace.INSTANT);
        String tables = AwsLab.newTables("test");
        try (FakeAws aws = FakeAws.start();
                AwsGateway one = AwsGateway.start(aws, tables, simulator, null, Duration.ofMillis(200));
                AwsGateway two = AwsGateway.start(aws, tables, simulator, null, Duration.ofMillis(200))) {
            HttpResponse<String> answer = one.ask("claude-sonnet-4-5");
            String decision = answer.headers().firstValue("x-serai-decision").orElseThrow();
            String completion = FeedbackTest.idOf(answer.body());
            assertThat(Waiting.until(
                            LONG,
                            () -> two.admin("GET", "/admin/v1/decisions/" + decision, "")
                                            .statusCode()
                                    == 200))
                    .isTrue();

            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                String body = "{\"id\":\"" + (i % 2 == 0 ? decision : completion) + "\",\"score\":1}";
                all.add(one.giving(body));
                all.add(two.giving(body));
            }

            assertThat(all.stream().map(each -> each.join().statusCode()))
                    .containsOnlyOnce(200)
                    .containsOnly(200, 409);
        } finally {
            simulator.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
