package gateway.app;

import gateway.Ticker;
import gateway.api.RefusalListener;
import gateway.ingress.CallIntake;
import gateway.ingress.CallRunner;
import gateway.ingress.LoadLimits;
import gateway.ingress.RouteCaller;
import gateway.model.Redacted;
import gateway.queue.AnswerMessage;
import gateway.queue.DeadLetter;
import gateway.queue.EmbeddedBroker;
import gateway.queue.JmsConnections;
import gateway.queue.JmsOutbox;
import gateway.queue.NoHeaders;
import gateway.queue.Outbox;
import gateway.queue.PutBack;
import gateway.queue.ReadJms;
import gateway.queue.ReadSqs;
import gateway.queue.RefuseStream;
import gateway.queue.SendReply;
import gateway.queue.SettleMessage;
import gateway.queue.SqsOutbox;
import gateway.redelivery.FateListener;
import gateway.redelivery.Redelivery;
import gateway.settings.QueuesSettings;
import gateway.settings.QueuesSettings.Broker;
import gateway.settings.QueuesSettings.Common;
import gateway.settings.Settings;
import gateway.telemetry.QueueMeters;
import gateway.wire.openai.OpenAiClientCodec;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What takes requests from queues, where the settings name some. Messages wait until the gateway is ready. */
final class QueueParts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueueParts.class);
    private static final String JMS = "jms-chat";
    private static final String SQS = "sqs-chat";

    private final Settings settings;
    private final Vertx vertx;
    private final CallIntake intake;
    private final FateListener listener;
    private final InstantSource clock = InstantSource.system();
    private final RequestIds ids = new RequestIds();
    private final Map<String, Object> beans = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();
    private final List<String> routes = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final CompletableFuture<CallRunner.Handler> ready = new CompletableFuture<>();

    private QueueParts(Settings settings, Vertx vertx, CallIntake intake, FateListener listener) {
        this.listener = listener;
        this.settings = settings;
        this.vertx = vertx;
        this.intake = intake;
    }

    /**
     * Makes all of it; a broker in this process is started.
     *
     * @param limits of all calls
     * @param given what the profile's routes use, by name
     */
    static QueueParts open(
            Settings settings,
            Vertx vertx,
            LoadLimits limits,
            RefusalListener refusals,
            Ticker ticker,
            MeterRegistry meters,
            Map<String, Object> given) {
        CallIntake intake = new CallIntake(
                limits, ticker, new RequestIds(), new OpenAiClientCodec(InstantSource.system()), refusals);
        QueueParts parts = new QueueParts(settings, vertx, intake, new QueueMeters(meters));
        QueuesSettings queues = settings.queues();
        if (queues != null) {
            parts.beans.put("refuseStream", new RefuseStream());
            parts.routes.add("queue");
            Redelivery.Rules rules = new Redelivery.Rules(
                    queues.retry().maxAttempts(),
                    queues.retry().firstDelay(),
                    queues.retry().maxDelay(),
                    queues.retry().maxAge());
            Redelivery redelivery = new Redelivery(rules, parts.clock, new Dice());
            if (queues.jms() != null) {
                parts.jms(queues.jms(), redelivery);
            }
            if (queues.sqs() != null) {
                parts.sqs(queues.sqs(), redelivery, (SqsClient) Objects.requireNonNull(given.get("sqsClient")));
            }
        }
        return parts;
    }

    /** The beans by the names that routes use. */
    Map<String, Object> beans() {
        return beans;
    }

    /** Settings with those that the routes name beside. */
    Map<String, String> addTo(Map<String, String> flat) {
        Map<String, String> all = new HashMap<>(flat);
        all.putAll(properties);
        return all;
    }

    /** The folders of routes with those of queues beside. */
    List<String> addTo(List<String> folders) {
        List<String> all = new ArrayList<>(folders);
        all.addAll(routes);
        return all;
    }

    /** From now on messages are answered. */
    void start(CamelContext camel) {
        if (!routes.isEmpty()) {
            RouteCaller caller = new RouteCaller(camel, "direct:queue-chat");
            open.add(caller);
            ready.complete(caller::call);
        }
    }

    /** Takes no more messages, and waits until those that were taken are answered. */
    void stop(CamelContext camel, long seconds) {
        ready.completeExceptionally(new IllegalStateException("the gateway stops before it was ready"));
        for (Route route : camel.getRoutes()) {
            String id = route.getRouteId();
            if (id.startsWith(JMS) || id.startsWith(SQS)) {
                try {
                    camel.getRouteController().stopRoute(id, seconds, TimeUnit.SECONDS);
                } catch (Exception e) {
                    LOG.warn("the route {} did not stop: {}", id, e.getClass().getName());
                }
            }
        }
    }

    /** Once Camel has stopped. */
    @Override
    public void close() {
        for (AutoCloseable each : open.reversed()) {
            try {
                each.close();
            } catch (Exception e) {
                LOG.warn("a queue's connection did not close: {}", e.getClass().getName());
            }
        }
    }

    private void jms(QueuesSettings.Jms jms, Redelivery redelivery) {
        ConnectionFactory connections = connections(jms);
        JmsOutbox outbox = new JmsOutbox(connections, jms.consumers());
        open.add(outbox);
        SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("jms-");
        threads.setVirtualThreads(true);
        beans.put("jmsConnections", connections);
        beans.put("jmsThreads", threads);
        beans.put("noHeaders", new NoHeaders());
        beans.put("readJms", new ReadJms((int) settings.limits().body().count(), clock));
        routes.add("queue-jms");
        steps("Jms", JMS, jms.common(), outbox, redelivery);
    }

    private ConnectionFactory connections(QueuesSettings.Jms jms) {
        Broker broker = jms.broker();
        if (broker == null) {
            Path folder = settings.dataDir().resolve("queues");
            EmbeddedBroker own = EmbeddedBroker.start(folder, jms.port());
            open.add(own);
            return JmsConnections.of(own.url(), null, null);
        }
        Redacted password = broker.password();
        return JmsConnections.of(broker.url().toString(), broker.user(), password == null ? null : password.value());
    }

    private void sqs(QueuesSettings.Sqs sqs, Redelivery redelivery, SqsClient client) {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(
                sqs.consumers(), Thread.ofVirtual().name("sqs-", 0).factory());
        open.add(threads::shutdownNow);
        beans.put("sqsThreads", threads);
        beans.put("readSqs", new ReadSqs(clock));
        properties.put("serai.sqs-visibility", Long.toString(sqs.visibility().toSeconds()));
        routes.add("queue-sqs");
        steps("Sqs", SQS, sqs.common(), new SqsOutbox(client), redelivery);
    }

    private void steps(String kind, String route, Common queues, Outbox outbox, Redelivery redelivery) {
        AnswerMessage answer = new AnswerMessage(
                route, queues.key(), (int) settings.limits().body().count(), intake, ready, this::loop, ids);
        beans.put("answer" + kind, answer);
        beans.put("settle" + kind, new SettleMessage(route, redelivery, listener));
        beans.put("putBack" + kind, new PutBack(outbox, queues.requestQueue()));
        beans.put("sendReply" + kind, new SendReply(outbox, queues));
        beans.put("deadLetter" + kind, new DeadLetter(outbox, queues, clock));
    }

    private Executor loop() {
        Context context = vertx.getOrCreateContext();
        return task -> context.runOnContext(nothing -> task.run());
    }
}
