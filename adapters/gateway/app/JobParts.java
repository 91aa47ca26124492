package gateway.app;

import gateway.Turns;
import gateway.api.WriteRefusal;
import gateway.api.job.Callers;
import gateway.api.job.CancelJob;
import gateway.api.job.FindJob;
import gateway.api.job.JobJson;
import gateway.api.job.ReadJob;
import gateway.api.job.SubmitJob;
import gateway.idempotency.Idempotency;
import gateway.idempotency.IdempotencyListener;
import gateway.job.JobBook;
import gateway.job.RunningJobs;
import gateway.oidc.Oidc;
import gateway.queue.Asker;
import gateway.queue.DeadLetter;
import gateway.queue.JobOutbox;
import gateway.queue.KeepJob;
import gateway.queue.Outbox;
import gateway.queue.PutBack;
import gateway.queue.RefuseStream;
import gateway.queue.RunJob;
import gateway.queue.RunJob.Target;
import gateway.queue.SettleMessage;
import gateway.redelivery.FateListener;
import gateway.redelivery.Redelivery;
import gateway.settings.IdempotencySettings;
import gateway.settings.JobsSettings;
import gateway.settings.Settings;
import gateway.telemetry.IdempotencyMeters;
import gateway.wire.ClientCodec;
import gateway.wire.anthropic.AnthropicClientCodec;
import gateway.wire.openai.OpenAiClientCodec;
import gateway.wire.responses.ResponsesClientCodec;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What takes jobs, answers them and keeps their answers. */
final class JobParts implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int ID_BYTES = 16;
    /** How soon another process hears that a job of its own is taken back. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final JobsSettings settings;
    private final Parts parts;
    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    private final ClientCodec openAi = new OpenAiClientCodec(clock);
    private final JobBook book;
    private final RunningJobs running;
    private final Callers callers;
    private final Map<String, Target> targets;
    private final Turns turns;
    private final Turns looks;

    /**
     * Makes all of it.
     *
     * @param oidc lets in who has a token; null = keys only
     * @param asker asks the chain by a route, whose faults a codec writes
     */
    JobParts(
            Settings all,
            JobsSettings settings,
            Parts parts,
            @Nullable Oidc oidc,
            BiFunction<String, ClientCodec, Asker> asker) {
        this.settings = settings;
        this.parts = parts;
        int longest = (int) all.limits().body().count();
        Idempotency sent = book(all.idempotency(), longest);
        Idempotency runs =
                book(all.idempotency(), (int) all.idempotency().maxReply().count());
        this.book = new JobBook(sent, runs);
        this.running = new RunningJobs(book);
        this.callers = new Callers(
                parts.control().tenants(oidc),
                parts.control().tickets(),
                parts.control().switches(),
                clock);
        ClientCodec anthropic = new AnthropicClientCodec();
        ClientCodec responses = new ResponsesClientCodec(clock);
        this.targets = Map.of(
                "/v1/chat/completions",
                new Target(asker.apply("job-openai", openAi), openAi),
                "/v1/messages",
                new Target(asker.apply("job-anthropic", anthropic), anthropic),
                "/v1/responses",
                new Target(asker.apply("job-responses", responses), responses),
                "/v1/embeddings",
                new Target(asker.apply("job-embeddings", openAi), openAi));
        this.turns = new Turns("jobs", all.idempotency().lease().dividedBy(3), () -> {
            runs.renew();
            return false;
        });
        this.looks = new Turns("job-cancels", LOOK, () -> {
            running.look();
            return false;
        });
    }

    /** The beans by the names that routes use. */
    Map<String, Object> beans(Outbox outbox, Redelivery redelivery, FateListener listener) {
        String queue = settings.requestQueue();
        Map<String, Object> beans = new HashMap<>();
        beans.put("refuseStream", new RefuseStream());
        beans.put("readJob", new ReadJob(callers, targets.keySet(), clock, this::digits));
        beans.put("submitJob", new SubmitJob(book, new JobOutbox(outbox, queue)));
        beans.put("findJob", new FindJob(callers, book));
        beans.put("cancelJob", new CancelJob(callers, book, running));
        beans.put("refuseJob", new WriteRefusal(openAi, (id, problem, cause) -> {}, clock));
        beans.put("runJob", new RunJob(book, running, parts.control().tickets(), targets, openAi, new RequestIds()));
        beans.put("settleJob", new SettleMessage(JobJson.ROUTE, redelivery, listener));
        beans.put("keepJob", new KeepJob(clock));
        beans.put("putBackJob", new PutBack(outbox, queue));
        beans.put("deadLetterJob", new DeadLetter(outbox, settings.deadLetterQueue(), null, clock));
        return beans;
    }

    void start() {
        turns.start();
        looks.start();
    }

    @Override
    public void close() {
        looks.close(PATIENCE);
        turns.close(PATIENCE);
    }

    private Idempotency book(IdempotencySettings times, int maxBytes) {
        IdempotencyMeters meters = new IdempotencyMeters(parts.meters());
        return new Idempotency(
                parts.control().replies(),
                new Idempotency.Rules(settings.kept(), times.lease(), maxBytes),
                clock,
                random,
                new IdempotencyListener() {
                    @Override
                    public void came(Result result) {
                        // a job is no repeated request
                    }

                    @Override
                    public void failed(String what) {
                        meters.failed(what);
                    }
                });
    }

    private String digits() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
