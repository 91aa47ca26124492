package gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The second route of a {@code direct:} endpoint takes the place of the first. */
class SwapDirectComponentTest {
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        camel.addComponent("direct", new SwapDirectComponent());
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void handsMessagesToTheLatestRoute() throws Exception {
        add("first", "1");
        String before = ask();

        add("second", "2");

        assertThat(before).isEqualTo("1");
        assertThat(ask()).isEqualTo("2");
    }

    @Test
    void keepsTheLatestRouteWhenTheFirstIsSuspendedAndRemoved() throws Exception {
        add("first", "1");
        add("second", "2");

        ServiceHelper.suspendService(camel.getRoute("first").getConsumer());
        String suspended = ask();
        camel.getRouteController().stopRoute("first", 1, TimeUnit.SECONDS);
        camel.removeRoute("first");

        assertThat(suspended).isEqualTo("2");
        assertThat(ask()).isEqualTo("2");
    }

    @Test
    void endsAMessageInTheRouteThatItBeganIn() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch swapped = new CountDownLatch(1);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:talk")
                        .routeId("first")
                        .process(exchange -> {
                            inside.countDown();
                            assertThat(swapped.await(10, TimeUnit.SECONDS)).isTrue();
                        })
                        .setBody(constant("1"));
            }
        });
        CompletableFuture<String> under = CompletableFuture.supplyAsync(this::ask);
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

        add("second", "2");
        swapped.countDown();

        assertThat(under.get(10, TimeUnit.SECONDS)).isEqualTo("1");
    }

    @Test
    void handsNoMessageToARouteThatWasReplacedBefore() throws Exception {
        add("0", "0");
        AtomicInteger newest = new AtomicInteger();
        AtomicBoolean going = new AtomicBoolean(true);
        try (ProducerTemplate one = camel.createProducerTemplate();
                ExecutorService askers = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> late = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                late.add(askers.submit(() -> {
                    int count = 0;
                    while (going.get()) {
                        int least = newest.get();
                        if (Integer.parseInt(one.requestBody("direct:talk", "?", String.class)) < least) {
                            count++;
                        }
                    }
                    return count;
                }));
            }
            for (int i = 1; i <= 400; i++) {
                add(String.valueOf(i), String.valueOf(i));
                newest.set(i);
            }
            going.set(false);
            for (Future<Integer> each : late) {
                assertThat(each.get(10, TimeUnit.SECONDS)).isZero();
            }
        }
    }

    private void add(String id, String answer) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:talk").routeId(id).setBody(constant(answer));
            }
        });
    }

    private String ask() {
        return camel.createProducerTemplate().requestBody("direct:talk", "?", String.class);
    }
}
