package gateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StepTimesTest {
    private static final int RUNS = 40;
    private static final long EACH_NANOS = 500;

    private final AtomicLong now = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();
    private final StepTimes times = new StepTimes(() -> {
        asked.incrementAndGet();
        return now.get();
    });
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        new RouteView(times).attach(camel);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:it")
                        .routeId("it")
                        .process(exchange -> now.addAndGet(EACH_NANOS))
                        .id("work")
                        .process(exchange -> {
                            if (exchange.getMessage().getBody(Integer.class) % 4 == 0) {
                                throw new IllegalStateException("as wanted");
                            }
                        })
                        .id("fail");
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void countsAllRunsAndTimesSome() {
        run();

        StepTimes.Times work = times.of("it", "work");
        assertThat(work.runs()).isEqualTo(RUNS);
        assertThat(work.failures()).isZero();
        assertThat(work.timed()).as("the first one, and each 17th after it").isEqualTo(3);
        assertThat(work.nanos()).isEqualTo(3 * EACH_NANOS);
        assertThat(times.of("it", "fail").failures()).isEqualTo(RUNS / 4);
        assertThat(asked.get())
                .as("the time is asked for twice in a timed run only")
                .isEqualTo(2 * 2 * 3);
    }

    @Test
    void forgetsTheWarmUp() {
        run();

        times.forget();

        assertThat(times.of("it", "work")).isEqualTo(StepTimes.Times.NONE);
        run();
        assertThat(times.of("it", "work").timed()).isEqualTo(3);
    }

    private void run() {
        ProducerTemplate template = camel.createProducerTemplate();
        for (int i = 0; i < RUNS; i++) {
            int number = i;
            template.send("direct:it", exchange -> exchange.getMessage().setBody(number));
        }
    }
}
