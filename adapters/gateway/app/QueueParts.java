package gateway.app;

import gateway.admission.Holder;
import gateway.admission.TenantDirectory;
import gateway.ingress.CallIntake;
import gateway.ingress.CallRunner;
import gateway.ingress.LoadLimits;
import gateway.ingress.RouteCaller;
import gateway.model.Redacted;
import gateway.oidc.Oidc;
import gateway.queue.AnswerMessage;
import gateway.queue.Asker;
import gateway.queue.ContentRule;
import gateway.queue.DeadLetter;
import gateway.queue.Outbox;
import gateway.queue.RefuseStream;
import gateway.queue.SendReply;
import gateway.queue.SettleMessage;
import gateway.redelivery.FateListener;
import gateway.redelivery.Redelivery;
import gateway.settings.JobsSettings;
import gateway.settings.QueuesSettings;
import gateway.settings.QueuesSettings.Common;
import gateway.settings.QueuesSettings.Kind;
import gateway.settings.QueuesSettings.Served;
import gateway.settings.Settings;
import gateway.telemetry.QueueMeters;
import gateway.wire.ClientCodec;
import gateway.wire.openai.OpenAiClientCodec;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What takes requests from queues, where the settings name some, and jobs. Messages wait until the gateway is ready.
 */
final class QueueParts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueueParts.class);

    private final Settings settings;
    private final Vertx vertx;
    private final LoadLimits limits;
    private final Parts parts;
    private final QueueConnections connections;
    private final TenantDirectory tenants;
    private final FateListener listener;
    private final InstantSource clock = InstantSource.system();
    private final RequestIds ids = new RequestIds();
    private final Map<String, Object> beans = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();
    private final List<String> routes = new ArrayList<>();
    private final List<Served> served = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Map<String, CompletableFuture<CallRunner.Handler>> handlers = new HashMap<>();
    private @Nullable JobParts jobs;

    private QueueParts(
            Settings settings,
            Vertx vertx,
            LoadLimits limits,
            Parts parts,
            TenantDirectory tenants,
            QueueConnections connections) {
        this.tenants = tenants;
        this.settings = settings;
        this.vertx = vertx;
        this.limits = limits;
        this.parts = parts;
        this.connections = connections;
        this.listener = new QueueMeters(parts.meters());
    }

    /**
     * Makes all of it; a broker in this process is started.
     *
     * @param limits of all calls
     * @param oidc lets in who has a token; null = keys only
     * @param given what the profile's routes use, by name
     */
    static QueueParts open(
            Settings settings,
            Vertx vertx,
            LoadLimits limits,
            Parts parts,
            @Nullable Oidc oidc,
            Map<String, Object> given) {
        QueuesSettings queues = settings.queues();
        QueueParts made = new QueueParts(
                settings,
                vertx,
                limits,
                parts,
                parts.control().tickets().over(parts.control().tenants(oidc)),
                new QueueConnections(queues, settings.dataDir(), given));
        if (queues != null) {
            made.beans.put("refuseStream", new RefuseStream());
            Redelivery.Rules rules = new Redelivery.Rules(
                    queues.retry().maxAttempts(),
                    queues.retry().firstDelay(),
                    queues.retry().maxDelay(),
                    queues.retry().maxAge());
            Redelivery redelivery = new Redelivery(rules, made.clock, new Dice());
            made.serve(queues, redelivery);
            JobsSettings named = queues.jobs();
            if (named != null) {
                made.jobs(named, redelivery, oidc);
            }
            made.beans.putAll(
                    made.connections.beans((int) settings.limits().body().count()));
        }
        return made;
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

    /** What it adds to the client API, as the end of a sentence. */
    String paths() {
        return jobs == null
                ? "; /v1/jobs is there once gateway.queues.jobs names its queue (docs/jobs.md)"
                : "; jobs are at /v1/jobs";
    }

    /** From now on messages are answered. */
    void start(CamelContext camel) {
        handlers.forEach((uri, ready) -> {
            RouteCaller caller = new RouteCaller(camel, uri);
            open.add(caller);
            ready.complete(caller::call);
        });
        if (jobs != null) {
            jobs.start();
        }
        served.forEach(queue -> parts.control().places().instance(template(queue), queue.name()));
    }

    /** Takes no more messages, and waits until those that were taken are answered. */
    void stop(CamelContext camel, long seconds) {
        handlers.values()
                .forEach(ready -> ready.completeExceptionally(
                        new IllegalStateException("the gateway stops before it was ready")));
        for (Route route : camel.getRoutes()) {
            String id = route.getRouteId();
            if (id.startsWith("jms-") || id.startsWith("sqs-")) {
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
        if (jobs != null) {
            jobs.close();
        }
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) {
                LOG.warn("a caller of routes did not close: {}", e.getClass().getName());
            }
        }
        connections.close();
    }

    private void serve(QueuesSettings queues, Redelivery redelivery) {
        if (queues.served().isEmpty()) {
            return;
        }
        routes.add("queue");
        Asker asker = asker("queue-chat", new OpenAiClientCodec(clock));
        for (Served queue : queues.served()) {
            String kind = word(queue.kind());
            String folder = queue.isFifo() ? "queue-fifo" : "queue-" + kind;
            if (!routes.contains(folder)) {
                routes.add(folder);
            }
            served.add(queue);
            properties(
                    queue.kind(), queue.name(), queue.common().requestQueue(), queue.consumers(), queue.visibility());
            steps(kind + "-" + queue.name(), queue, connections.outbox(queue.kind()), redelivery, asker);
        }
    }

    private void steps(String route, Served queue, Outbox outbox, Redelivery redelivery, Asker asker) {
        Common common = queue.common();
        int maxBytes = (int) settings.limits().body().count();
        Redacted key = queue.tenant() == null
                ? common.key()
                : parts.control().tickets().issue(new Holder(queue.tenant(), null, null));
        ContentRule content = new ContentRule(tenants, key, common.deadLetterContent());
        beans.put("answer-" + route, new AnswerMessage(route, key, maxBytes, asker));
        beans.put("settle-" + route, new SettleMessage(route, redelivery, listener));
        beans.putAll(connections.turns(queue, route));
        beans.put("send-reply-" + route, new SendReply(outbox, common));
        beans.put("dead-letter-" + route, new DeadLetter(outbox, common.deadLetterQueue(), content, clock));
    }

    private void jobs(JobsSettings named, Redelivery redelivery, @Nullable Oidc oidc) {
        routes.add("jobs");
        routes.add("jobs-" + word(named.kind()));
        properties(named.kind(), "jobs", named.requestQueue(), named.consumers(), named.theVisibility());
        jobs = new JobParts(settings, named, parts, oidc, this::asker);
        beans.putAll(jobs.beans(connections.outbox(named.kind()), redelivery, listener));
    }

    /** Asks the chain by a route. */
    private Asker asker(String route, ClientCodec codec) {
        CallIntake intake = new CallIntake(limits, parts.ticker(), ids, codec, parts.runner());
        CompletableFuture<CallRunner.Handler> ready = new CompletableFuture<>();
        handlers.put("direct:" + route, ready);
        return new Asker(intake, ready, this::loop, ids);
    }

    /** What the route of a queue names. */
    private void properties(Kind kind, String queue, String requests, int consumers, Duration visibility) {
        String prefix = "serai." + word(kind) + "." + queue + ".";
        properties.put(prefix + "requests", requests);
        properties.put(prefix + "consumers", Integer.toString(consumers));
        properties.put(prefix + "visibility", Long.toString(visibility.toSeconds()));
    }

    /** The template of the route that takes a queue's messages. */
    private static String template(Served queue) {
        return queue.isFifo() ? "sqs-fifo" : word(queue.kind());
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private Executor loop() {
        Context context = vertx.getOrCreateContext();
        return task -> context.runOnContext(nothing -> task.run());
    }
}
