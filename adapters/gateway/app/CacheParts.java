package gateway.app;

import gateway.Ticker;
import gateway.cache.KeepAnswer;
import gateway.cache.KeepAtEnd;
import gateway.cache.Kept;
import gateway.cache.LikeQuestions;
import gateway.cache.MemoryAnswers;
import gateway.cache.RecallAnswer;
import gateway.cache.ReplayAnswer;
import gateway.cache.WordEmbedder;
import gateway.control.ControlData;
import gateway.metering.EndListener;
import gateway.model.Tenant;
import gateway.settings.CacheSettings;
import gateway.telemetry.CacheMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What keeps answers and gives them again. */
final class CacheParts {
    /** Of the memory, so much is for the questions by which answers to like ones are found: a quarter. */
    private static final int QUESTIONS = 4;

    private final MemoryAnswers answers;
    private final LikeQuestions alike;
    private final Map<String, Object> beans;

    /** Makes all of it. */
    CacheParts(CacheSettings settings, MeterRegistry meters, InstantSource clock, Ticker ticker) {
        long questions = settings.total().count() / QUESTIONS;
        int maxAnswer = (int) settings.maxAnswer().count();
        CacheMeters own = new CacheMeters(meters);
        this.answers = new MemoryAnswers(settings.total().count() - questions, clock);
        this.alike = new LikeQuestions(new WordEmbedder(), answers, settings.alike(), questions);
        own.holds(answers::size, answers::bytes);
        this.beans = Map.of(
                "recallAnswer", new RecallAnswer(answers, alike, own, clock, ticker, maxAnswer),
                "replayAnswer", new ReplayAnswer(ticker),
                "keepAnswer", new KeepAnswer(maxAnswer));
    }

    /** The beans by the names that routes use. */
    Map<String, Object> beans() {
        return beans;
    }

    /** Keeps an answer at the single end of its call. */
    static EndListener atEnd() {
        return new KeepAtEnd();
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
