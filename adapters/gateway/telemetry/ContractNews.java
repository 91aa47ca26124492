package gateway.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.contract.Field.Section;
import gateway.contract.FieldList;
import gateway.contract.News;
import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.model.Answer;
import gateway.model.Dialect;
import gateway.model.Original;
import gateway.wire.JsonCodec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of fields and values in providers' answers that this build does not know. Looks at the first whole answer and
 * at one in a hundred, after its call has ended and one at a time, so that no call waits for it; of streams, and of
 * Bedrock's answers, which the SDK reads, nothing is kept to look at. Logs a field's path once per process and never a
 * value. Thread-safe.
 */
public final class ContractNews implements EndListener {
    private static final Logger LOG = LoggerFactory.getLogger(ContractNews.class);
    private static final int EACH = 100;
    private static final int MOST_PATHS = 500;

    private final MeterRegistry meters;
    private final Executor later;
    private final AtomicLong answers = new AtomicLong();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Map<Dialect, FieldList> lists = new ConcurrentHashMap<>();
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

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
    public void ended(Ended end) {
        if (!(end.outcome().served().answer() instanceof Answer.Whole(var completion, Original original))
                || answers.getAndIncrement() % EACH != 0
                || !busy.compareAndSet(false, true)) {
            return;
        }
        String provider = end.outcome().served().deployment().provider();
        later.execute(() -> {
            try {
                look(provider, original);
            } finally {
                busy.set(false);
            }
        });
    }

    private void look(String provider, Original original) {
        JsonNode json;
        try {
            json = JsonCodec.MAPPER.readTree(original.json());
        } catch (JsonProcessingException e) {
            return;
        }
        FieldList known = lists.computeIfAbsent(original.dialect(), KnownFields::of);
        for (News.Item item : News.of(json, Section.ANSWER, known)) {
            String kind = item.kind().name().toLowerCase(Locale.ROOT);
            counters.computeIfAbsent(provider + " " + kind, key -> counter(provider, kind))
                    .increment();
            if (told.size() < MOST_PATHS && told.add(provider + item)) {
                LOG.info("news in answers of {}: {} {}; see ./serai contracts", provider, kind, item.safe());
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
