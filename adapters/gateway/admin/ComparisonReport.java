package gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpReply;
import gateway.judge.Comparisons;
import gateway.judge.Comparisons.Payer;
import gateway.judge.JudgeListener.Result;
import gateway.wire.JsonCodec;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what judges said of mirrors, experiments and decisions since this process began. */
public final class ComparisonReport implements Stage<AdminCall, HttpReply> {
    private static final int USD_DECIMALS = 6;

    private final Comparisons comparisons;

    /** Takes what was said. */
    public ComparisonReport(Comparisons comparisons) {
        this.comparisons = comparisons;
    }

    @Override
    public HttpReply apply(AdminCall call) {
        String tenant = AdminQuery.of(call, "tenant").text("tenant");
        ObjectNode body = JsonCodec.object().put("since", comparisons.since().toString());
        ArrayNode arms = body.putArray("arms");
        comparisons.rows().stream()
                .filter(row -> isOf(tenant, row.arm().tenant()))
                .forEach(row -> arms.add(arm(row)));
        ArrayNode costs = body.putArray("costs");
        comparisons.costs().entrySet().stream()
                .filter(each -> isOf(tenant, each.getKey().tenant()))
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparing(Payer::tenant).thenComparing(Payer::route)))
                .forEach(each -> costs.addObject()
                        .put("tenant", each.getKey().tenant())
                        .put("route", each.getKey().route())
                        .put("usd", BigDecimal.valueOf(each.getValue(), USD_DECIMALS)));
        return AdminReply.of(body);
    }

    private static boolean isOf(@Nullable String wanted, String tenant) {
        return wanted == null || wanted.equals(tenant);
    }

    private static ObjectNode arm(Comparisons.Row row) {
        ObjectNode arm = JsonCodec.object()
                .put("tenant", row.arm().tenant())
                .put("name", row.arm().name())
                .put("kind", row.arm().kind().name().toLowerCase(Locale.ROOT))
                .put("arm", row.arm().arm())
                .put("verdicts", row.verdicts());
        for (Result result : Result.values()) {
            arm.put(result.name().toLowerCase(Locale.ROOT), row.count(result));
        }
        return arm.put("score", row.score());
    }
}
