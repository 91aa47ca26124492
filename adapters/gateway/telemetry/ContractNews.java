package gateway.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.contract.AnswerSampler;
import gateway.contract.FieldList;
import gateway.contract.News;
import gateway.model.Dialect;
import gateway.wire.JsonCodec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of fields and values in providers' answers that this build does not know. Looks at the first answer and at one
 * in a hundred of each provider and kind (whole, streamed, vectors), after it has ended and on another thread, so that
 * no call waits for it. At most {@value #AT_ONCE} answers are kept at once, of each at most {@value #MOST_BYTES} bytes.
 * Logs a field's path once per process and never a value. Thread-safe.
 */
public final class ContractNews implements AnswerSampler {
    static final int AT_ONCE = 8;
    static final int MOST_BYTES = 512 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ContractNews.class);
    private static final int EACH = 100;
    private static final int MOST_PATHS = 500;

    private final MeterRegistry meters;
    private final Executor later;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Map<Source, AtomicLong> answers = new ConcurrentHashMap<>();
    private final Map<Dialect, FieldList> lists = new ConcurrentHashMap<>();
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private record Source(String provider, Dialect dialect, Kind kind) {}

    /**
     * Takes what it needs.
     *
     * @param meters where it counts
     * @param later runs a look, on another thread
     */
    public ContractNews(MeterRegistry meters, Executor later) {
        this.meters = meters;
        this.later = later;
    }

    @Override
    public @Nullable Sample sample(String provider, Dialect dialect, Kind kind) {
        Source source = new Source(provider, dialect, kind);
        boolean due = answers.computeIfAbsent(source, none -> new AtomicLong()).getAndIncrement() % EACH == 0;
        return due && room.tryAcquire()
                ? new KeptAnswer(MOST_BYTES, texts -> later.execute(() -> look(source, texts)))
                : null;
    }

    private void look(Source source, Supplier<List<String>> texts) {
        try {
            for (String text : texts.get()) {
                look(source, text);
            }
        } catch (RuntimeException e) {
            // cut short, so that there is no telling where a text ends
            LOG.debug("an answer of {} could not be looked at", source.provider());
        } finally {
            room.release();
        }
    }

    private void look(Source source, String text) {
        JsonNode json;
        try {
            json = JsonCodec.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // an end mark such as [DONE]
            return;
        }
        FieldList known = lists.computeIfAbsent(source.dialect(), KnownFields::of);
        for (News.Item item : News.of(json, KnownFields.section(source.dialect(), source.kind()), known)) {
            String kind = item.kind().name().toLowerCase(Locale.ROOT);
            counters.computeIfAbsent(source.provider() + " " + kind, key -> counter(source.provider(), kind))
                    .increment();
            if (told.size() < MOST_PATHS && told.add(source.provider() + source.kind() + item)) {
                LOG.info("news in answers of {}: {} {}; see ./serai contracts", source.provider(), kind, item.safe());
            }
        }
    }

    private Counter counter(String provider, String kind) {
        return Counter.builder(Names.CONTRACT_NEWS)
                .description("Fields, values and types in providers' answers that this build does not know")
                .tag("provider", provider)
                .tag("kind", kind)
                .register(meters);
    }
}
