package gateway.app;

import gateway.Ticker;
import gateway.api.RefusalListener;
import gateway.cache.AnswerStore;
import gateway.cache.KeepAnswer;
import gateway.cache.KeepAtEnd;
import gateway.cache.Kept;
import gateway.cache.LikeQuestions;
import gateway.cache.LikenessCalls;
import gateway.cache.MemoryAnswers;
import gateway.cache.RecallAnswer;
import gateway.cache.ReplayAnswer;
import gateway.cache.SharedAnswers;
import gateway.cache.TieredAnswers;
import gateway.cache.WordEmbedder;
import gateway.control.ControlData;
import gateway.control.ControlSnapshot;
import gateway.judge.Envelopes;
import gateway.judge.SpareWork;
import gateway.metering.EndListener;
import gateway.model.Tenant;
import gateway.settings.CacheSettings;
import gateway.telemetry.CacheMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** What keeps answers and gives them again. */
final class CacheParts {
    /** Of the memory, so much is for the questions by which answers to like ones are found: a quarter. */
    private static final int QUESTIONS = 4;

    /** Calls of embedding models, and of the shared store, under way at once. */
    private static final int MOST = 256;

    private final MemoryAnswers answers;
    private final LikeQuestions alike;
    private final OwnCalls vectors;
    private final Map<String, Object> beans;

    /**
     * Makes all of it.
     *
     * @param plane knows where replicas share answers, if they do
     * @param snapshot knows the deployments
     * @param refusals settles and records requests for vectors that are refused
     */
    CacheParts(
            CacheSettings settings,
            ControlPlane plane,
            ControlSnapshot snapshot,
            RefusalListener refusals,
            MeterRegistry meters,
            InstantSource clock,
            Ticker ticker) {
        long questions = settings.total().count() / QUESTIONS;
        int maxAnswer = (int) settings.maxAnswer().count();
        CacheMeters own = new CacheMeters(meters);
        this.vectors = new OwnCalls("direct:likeness", refusals);
        this.answers = new MemoryAnswers(settings.total().count() - questions, clock);
        this.alike = new LikeQuestions(
                new WordEmbedder(),
                new LikenessCalls(
                        vectors::ask, new Envelopes(ticker, vectors::loop), work("likeness"), settings.embedWithin()),
                answers,
                settings.alike(),
                questions);
        SharedAnswers shared = plane.answers();
        AnswerStore store = shared == null
                ? answers
                : new TieredAnswers(
                        answers,
                        shared,
                        id -> snapshot.current().deployments().get(id),
                        work("shared-answers"),
                        settings.sharedWithin(),
                        new SecureRandom(),
                        clock,
                        ticker);
        own.holds(answers::size, answers::bytes);
        this.beans = Map.of(
                "recallAnswer", new RecallAnswer(store, alike, own, clock, ticker, maxAnswer, settings.waitForSame()),
                "replayAnswer", new ReplayAnswer(ticker),
                "keepAnswer", new KeepAnswer(maxAnswer),
                "answers", this);
    }

    private static SpareWork work(String name) {
        return new SpareWork(piece -> Thread.ofVirtual().name(name).start(piece), MOST);
    }

    /** The beans by the names that routes use. */
    Map<String, Object> beans() {
        return beans;
    }

    /** Tells that the routes are there. */
    static void attach(Map<String, Object> beans, CamelContext camel, Vertx vertx) {
        if (beans.get("answers") instanceof CacheParts parts) {
            parts.vectors.attach(camel, vertx);
        }
    }

    /** Keeps an answer at the single end of its call. */
    static EndListener atEnd() {
        return new KeepAtEnd();
    }

    /** Lets go of whoever waits for the answer to a request that is refused, then tells of it. */
    static RefusalListener lettingGo(RefusalListener next) {
        return (id, problem, cause) -> {
            KeepAtEnd.refused(cause);
            next.refused(id, problem, cause);
        };
    }

    /** Forgets the answers of tenants that are gone, and what tenants do not want to be given again. */
    void tidy(ControlData now) {
        answers.forget((id, kept) -> isOver(now.tenants().get(id), kept));
        alike.tidy();
    }

    private static boolean isOver(@Nullable Tenant tenant, Kept kept) {
        Instant notBefore = tenant == null ? Instant.MAX : tenant.cache().notBefore();
        return notBefore != null && kept.asked().isBefore(notBefore);
    }
}
