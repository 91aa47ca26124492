package gateway.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.control.ControlSnapshot;
import gateway.control.StoreException;
import gateway.model.Limits;
import gateway.model.Quota;
import gateway.model.Tenant;
import gateway.usage.UsageQuery;
import gateway.usage.UsageRow;
import gateway.usage.UsageStore;
import gateway.wire.JsonCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What tenants spent today and this month, of their own time zones, beside their budgets. Reads the store of usage,
 * which all replicas write, every 15 seconds at most. Confined to one thread.
 */
final class Spend {
    private static final Duration KEPT = Duration.ofSeconds(15);
    private static final int TENANTS = 50;
    private static final double MILLION = 1e6;

    private final UsageStore usage;
    private final ControlSnapshot snapshot;
    private final InstantSource clock;
    private Instant next = Instant.EPOCH;
    private ObjectNode last = JsonCodec.object();

    Spend(UsageStore usage, ControlSnapshot snapshot, InstantSource clock) {
        this.usage = usage;
        this.snapshot = snapshot;
        this.clock = clock;
    }

    private static final class Sums {
        private final LocalDate today;
        private long day;
        private long month;
        private long calls;
        private long refusals;

        Sums(LocalDate today) {
            this.today = today;
        }

        void add(UsageRow row) {
            LocalDate day = row.of().day();
            if (day.getYear() == today.getYear() && day.getMonth() == today.getMonth()) {
                month += row.amounts().microUsd();
            }
            if (day.equals(today)) {
                this.day += row.amounts().microUsd();
                calls += row.amounts().calls();
                refusals += row.amounts().refusals();
            }
        }
    }

    /** As JSON: the sums of all, and the tenants that spent most. */
    ObjectNode now() {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            next = now.plus(KEPT);
            try {
                last = read(now);
            } catch (StoreException e) {
                // the figures before, with a word about it, are worth more than none
                last.put("problem", "the store of usage cannot be read");
            }
        }
        return last;
    }

    private ObjectNode read(Instant now) {
        LocalDate utc = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Map<String, Sums> byTenant = new HashMap<>();
        UsageQuery month = new UsageQuery(utc.minusDays(1).withDayOfMonth(1), utc.plusDays(2), null, null, null, null);
        usage.read(
                month,
                row -> byTenant.computeIfAbsent(row.of().tenant(), id -> new Sums(LocalDate.ofInstant(now, zone(id))))
                        .add(row));
        long today = 0;
        long all = 0;
        for (Sums sums : byTenant.values()) {
            today += sums.day;
            all += sums.month;
        }
        ObjectNode body = JsonCodec.object()
                .put("at", now.toString())
                .put("today-usd", today / MILLION)
                .put("month-usd", all / MILLION);
        ArrayNode tenants = body.putArray("tenants");
        List<Map.Entry<String, Sums>> most = byTenant.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Sums> each) -> -each.getValue().month)
                        .thenComparing(Map.Entry::getKey))
                .limit(TENANTS)
                .toList();
        for (Map.Entry<String, Sums> each : most) {
            Sums sums = each.getValue();
            Limits limits = quota(each.getKey()).tenant();
            tenants.addObject()
                    .put("tenant", each.getKey())
                    .put("today-usd", sums.day / MILLION)
                    .put("month-usd", sums.month / MILLION)
                    .put("calls-today", sums.calls)
                    .put("refusals-today", sums.refusals)
                    .put("day-budget-usd", usd(limits.microUsdPerDay()))
                    .put("month-budget-usd", usd(limits.microUsdPerMonth()));
        }
        body.put("left-out", byTenant.size() - most.size());
        return body;
    }

    private Quota quota(String tenant) {
        Tenant found = snapshot.tenant(tenant, null);
        return found == null ? Quota.NONE : found.quota();
    }

    private ZoneId zone(String tenant) {
        return quota(tenant).zone();
    }

    private static @Nullable Double usd(@Nullable Long microUsd) {
        return microUsd == null ? null : microUsd / MILLION;
    }
}
