package gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpReply;
import gateway.model.Usage;
import gateway.usage.Amounts;
import gateway.usage.UsageColumn;
import gateway.usage.UsageQuery;
import gateway.usage.UsageStore;
import gateway.usage.UsageSums;
import gateway.wire.JsonCodec;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sums up tokens, cost, calls and refusals, as JSON, as CSV or as a table for people. */
public final class UsageReport implements Stage<AdminCall, HttpReply> {
    private static final int MOST_DAYS = 366;
    private static final int MOST_ROWS = 50_000;
    private static final int USD_DECIMALS = 6;

    private final UsageStore usage;
    private final InstantSource clock;

    /** Takes the usage, and the time, which tells the usual month. */
    public UsageReport(UsageStore usage, InstantSource clock) {
        this.usage = usage;
        this.clock = clock;
    }

    private enum Format {
        JSON,
        CSV,
        TEXT
    }

    @Override
    public HttpReply apply(AdminCall call) {
        AdminQuery query = AdminQuery.of(call, "from", "to", "tenant", "team", "key", "model", "by", "format");
        UsageQuery asked = asked(query);
        List<UsageColumn> by = by(query.text("by"));
        Format format = format(query.text("format"), call.http().management().accept());
        UsageSums sums = new UsageSums(by, MOST_ROWS);
        usage.read(asked, sums);
        if (!sums.isComplete()) {
            throw JsonCodec.malformed("this report would have more than " + MOST_ROWS
                    + " rows: name fewer columns in 'by', fewer days, or a tenant");
        }
        return switch (format) {
            case JSON -> AdminReply.of(json(asked, by, sums));
            case CSV -> HttpReply.text(200, "text/csv; charset=utf-8; header=present", csv(by, sums));
            case TEXT -> HttpReply.text(200, "text/plain; charset=utf-8", table(asked, by, sums));
        };
    }

    /** Without a span, the present month; with its end only, the month up to there. */
    private UsageQuery asked(AdminQuery query) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate to = query.day("to", today.plusMonths(1).withDayOfMonth(1));
        LocalDate from = query.day("from", to.minusDays(1).withDayOfMonth(1));
        if (!from.isBefore(to)) {
            throw JsonCodec.malformed("'from' must lie before 'to', which is no part of the span");
        }
        if (ChronoUnit.DAYS.between(from, to) > MOST_DAYS) {
            throw JsonCodec.malformed("a report covers at most " + MOST_DAYS + " days");
        }
        return new UsageQuery(
                from, to, query.text("tenant"), query.text("team"), query.text("key"), query.text("model"));
    }

    private static List<UsageColumn> by(@Nullable String text) {
        if (text == null) {
            return List.of(UsageColumn.TENANT, UsageColumn.MODEL);
        }
        Set<UsageColumn> seen = EnumSet.noneOf(UsageColumn.class);
        List<UsageColumn> by = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            UsageColumn column = UsageColumn.of(word.strip());
            if (column == null || !seen.add(column)) {
                throw JsonCodec.malformed("'by' must name some of tenant, team, key, model and day, each once, with"
                        + " commas between them");
            }
            by.add(column);
        }
        return by;
    }

    private static Format format(@Nullable String asked, @Nullable String accept) {
        if (asked == null) {
            boolean csv = accept != null && accept.startsWith("text/csv");
            boolean text = accept != null && accept.startsWith("text/plain");
            return csv ? Format.CSV : text ? Format.TEXT : Format.JSON;
        }
        return switch (asked) {
            case "json" -> Format.JSON;
            case "csv" -> Format.CSV;
            case "text" -> Format.TEXT;
            default -> throw JsonCodec.malformed("'format' must be json, csv or text");
        };
    }

    private static ObjectNode json(UsageQuery asked, List<UsageColumn> by, UsageSums sums) {
        ObjectNode body = JsonCodec.object()
                .put("from", asked.from().toString())
                .put("to", asked.to().toString());
        ArrayNode names = body.putArray("by");
        by.forEach(column -> names.add(column.word()));
        put(body.putObject("total"), sums.total());
        ArrayNode rows = body.putArray("rows");
        sums.groups().forEach((group, amounts) -> {
            ObjectNode row = rows.addObject();
            for (int i = 0; i < by.size(); i++) {
                row.put(by.get(i).word(), group.get(i));
            }
            put(row, amounts);
        });
        return body;
    }

    private static void put(ObjectNode node, Amounts amounts) {
        numbers(amounts).forEach(node::put);
        node.put("cost-usd", usd(amounts));
    }

    private static String csv(List<UsageColumn> by, UsageSums sums) {
        List<String> columns = names(by);
        columns.addAll(numbers(Amounts.NONE).keySet());
        columns.add("cost-usd");
        CsvTable table = new CsvTable(columns);
        sums.groups().forEach((group, amounts) -> {
            List<String> cells = new ArrayList<>(group);
            numbers(amounts).values().forEach(number -> cells.add(number.toString()));
            cells.add(usd(amounts));
            table.add(cells);
        });
        return table.text();
    }

    private static String table(UsageQuery asked, List<UsageColumn> by, UsageSums sums) {
        List<String> columns = names(by);
        columns.addAll(List.of("calls", "refusals", "input", "cached", "output", "USD"));
        TextTable table = new TextTable(columns.toArray(String[]::new));
        sums.groups().forEach((group, amounts) -> {
            List<String> cells = new ArrayList<>(group);
            cells.add(Long.toString(amounts.calls()));
            cells.add(Long.toString(amounts.refusals()));
            cells.add(Long.toString(amounts.tokens().inputTokens()));
            cells.add(Long.toString(amounts.tokens().cacheReadTokens()));
            cells.add(Long.toString(amounts.tokens().outputTokens()));
            cells.add(usd(amounts));
            table.add(cells.toArray(String[]::new));
        });
        Amounts total = sums.total();
        return "Usage from " + asked.from() + " to before " + asked.to() + ", days of each tenant's time zone\n\n"
                + table.text() + "\n" + total.calls() + " calls, " + total.estimated()
                + " of them with estimated tokens; " + total.refusals() + " refusals; " + usd(total) + " USD\n";
    }

    private static List<String> names(List<UsageColumn> by) {
        List<String> names = new ArrayList<>();
        by.forEach(column -> names.add(column.word()));
        return names;
    }

    private static Map<String, Long> numbers(Amounts amounts) {
        Usage tokens = amounts.tokens();
        Map<String, Long> numbers = new LinkedHashMap<>();
        numbers.put("calls", amounts.calls());
        numbers.put("refusals", amounts.refusals());
        numbers.put("estimated-calls", amounts.estimated());
        numbers.put("input-tokens", tokens.inputTokens());
        numbers.put("cache-read-tokens", tokens.cacheReadTokens());
        numbers.put("cache-write-tokens", tokens.cacheWriteTokens());
        numbers.put("cache-write-1h-tokens", tokens.cacheWrite1hTokens());
        numbers.put("output-tokens", tokens.outputTokens());
        numbers.put("reasoning-tokens", tokens.reasoningTokens());
        numbers.put("cost-micro-usd", amounts.microUsd());
        return numbers;
    }

    /** Exact: a millionth of a dollar is the unit in which all cost is kept. */
    private static String usd(Amounts amounts) {
        return BigDecimal.valueOf(amounts.microUsd(), USD_DECIMALS).toPlainString();
    }
}
