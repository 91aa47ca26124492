package gateway.admin;

import gateway.decision.DecisionQuery;
import gateway.decision.DecisionStore;
import gateway.decision.ResidencyCount;
import gateway.decision.StoredDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Records of decisions in memory. */
public final class MemoryDecisions implements DecisionStore {
    private final List<StoredDecision> all = new ArrayList<>();

    @Override
    public void append(List<StoredDecision> decisions) {
        all.addAll(decisions);
    }

    @Override
    public @Nullable StoredDecision find(String id) {
        return all.stream().filter(each -> each.id().equals(id)).findFirst().orElse(null);
    }

    @Override
    public @Nullable StoredDecision findAnswer(String tenant, String completion) {
        return all.stream()
                .filter(each -> each.tenant().equals(tenant) && completion.equals(each.completion()))
                .max(Comparator.comparing(StoredDecision::at))
                .orElse(null);
    }

    @Override
    public List<StoredDecision> search(DecisionQuery query) {
        return all.stream()
                .filter(within(query.from(), query.to()))
                .filter(each -> query.tenant() == null || each.tenant().equals(query.tenant()))
                .filter(each -> query.model() == null || each.model().equals(query.model()))
                .filter(each -> query.result() == null || each.result().equals(query.result()))
                .sorted(Comparator.comparing(StoredDecision::at).reversed())
                .limit(query.limit())
                .toList();
    }

    @Override
    public List<ResidencyCount> residency(Instant from, Instant to) {
        Map<String, ResidencyCount> counts = new TreeMap<>();
        all.stream()
                .filter(within(from, to))
                .filter(each -> each.deployment() != null)
                .map(each -> new ResidencyCount(
                        each.tenant(),
                        each.required(),
                        Objects.requireNonNull(each.guaranteed()),
                        Objects.requireNonNull(each.region()),
                        Objects.requireNonNull(each.deployment()),
                        1))
                .forEach(one -> counts.merge(one.toString(), one, MemoryDecisions::sum));
        return List.copyOf(counts.values());
    }

    @Override
    public void expire(Instant before) {
        all.removeIf(each -> each.at().isBefore(before));
    }

    private static Predicate<StoredDecision> within(Instant from, Instant to) {
        return each -> !each.at().isBefore(from) && each.at().isBefore(to);
    }

    private static ResidencyCount sum(ResidencyCount one, ResidencyCount other) {
        return new ResidencyCount(
                one.tenant(),
                one.required(),
                one.guaranteed(),
                one.region(),
                one.deployment(),
                one.calls() + other.calls());
    }
}
