package gateway.app;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.admin.TextTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A snapshot of {@code /admin/v1/live} as lines for a terminal. Names that come from settings are shown without control
 * characters. Stateless.
 */
final class TopScreen {
    private static final int DEPLOYMENTS = 12;
    private static final int CODES = 6;
    private static final int TENANTS = 5;
    private static final double SECONDS_AN_HOUR = 3_600;

    private TopScreen() {}

    /**
     * The lines of a snapshot.
     *
     * @param from where it comes from
     */
    static List<String> lines(JsonNode snapshot, String from) {
        List<String> lines = new ArrayList<>();
        JsonNode rates = snapshot.path("per-second");
        JsonNode totals = snapshot.path("total");
        lines.add("serai  " + text(snapshot, "at") + "  " + plain(from));
        lines.add("");
        lines.add("a second   calls %s   refused %s   failed attempts %s   broken %s   tokens in %s, out %s"
                .formatted(
                        number(rates, "calls"),
                        number(rates, "refusals"),
                        number(rates, "failed-turns"),
                        number(rates, "broken"),
                        number(rates, "input-tokens"),
                        number(rates, "output-tokens")));
        lines.add("now        in flight %s   WebSockets %s   spend $%s an hour, $%s today, $%s this month"
                .formatted(
                        number(totals, "in-flight"),
                        number(totals, "websockets"),
                        money(rates.path("usd").asDouble() * SECONDS_AN_HOUR),
                        money(snapshot.path("spend").path("today-usd").asDouble()),
                        money(snapshot.path("spend").path("month-usd").asDouble())));
        lines.add("last minute, p50 / p90 / p99   whole call %s   first token %s   own overhead %s"
                .formatted(times(snapshot, "latency"), times(snapshot, "first-token"), times(snapshot, "overhead")));
        lines.add(control(snapshot));
        lines.add("");
        deployments(snapshot, lines);
        side(snapshot, lines);
        return lines;
    }

    private static String control(JsonNode snapshot) {
        JsonNode switches = snapshot.path("switches");
        List<String> on = new ArrayList<>();
        switches.path("list").forEach(each -> on.add(plain(each.asText())));
        return "registry   revision %s, read %s s ago   switches %s, read %s s ago   %s"
                .formatted(
                        text(snapshot.path("registry"), "revision"),
                        number(snapshot.path("registry"), "age-seconds"),
                        text(switches, "revision"),
                        number(switches, "age-seconds"),
                        on.isEmpty() ? "none is on" : "ON: " + String.join(", ", on));
    }

    private static void deployments(JsonNode snapshot, List<String> lines) {
        TextTable table = new TextTable(
                "deployment", "model", "provider", "region", "data", "breaker", "calls/min", "failed", "p50 ms", "usd");
        List<JsonNode> busiest = new ArrayList<>();
        snapshot.path("deployments").forEach(busiest::add);
        busiest.sort(Comparator.comparingDouble(
                        (JsonNode each) -> -each.path("calls-minute").asDouble()
                                - each.path("failed-minute").asDouble())
                .thenComparingDouble(each -> -each.path("calls").asDouble()));
        for (JsonNode each : busiest.subList(0, Math.min(DEPLOYMENTS, busiest.size()))) {
            String off = text(each, "switched-off");
            table.add(
                    text(each, "deployment"),
                    text(each, "model"),
                    text(each, "provider"),
                    text(each, "region"),
                    text(each, "residency"),
                    off.isEmpty() ? text(each, "breaker") : "OFF",
                    number(each, "calls-minute"),
                    number(each, "failed-minute"),
                    number(each, "p50-ms"),
                    money(each.path("usd").asDouble()));
        }
        table.text().lines().forEach(lines::add);
        if (busiest.size() > DEPLOYMENTS) {
            lines.add("and " + (busiest.size() - DEPLOYMENTS) + " more");
        }
    }

    private static void side(JsonNode snapshot, List<String> lines) {
        List<String> codes = new ArrayList<>();
        for (JsonNode each : snapshot.path("refusals")) {
            if (each.path("minute").asDouble() > 0 && codes.size() < CODES) {
                codes.add(text(each, "code") + " " + number(each, "minute"));
            }
        }
        lines.add("");
        lines.add("refused in the last minute   " + (codes.isEmpty() ? "none" : String.join(", ", codes)));
        List<String> tenants = new ArrayList<>();
        for (JsonNode each : snapshot.path("spend").path("tenants")) {
            if (tenants.size() < TENANTS) {
                JsonNode budget = each.path("month-budget-usd");
                tenants.add(text(each, "tenant") + " $"
                        + money(each.path("month-usd").asDouble())
                        + (budget.isNumber() ? " of $" + money(budget.asDouble()) : ""));
            }
        }
        lines.add("tenants this month           " + (tenants.isEmpty() ? "none" : String.join(", ", tenants)));
        JsonNode bandit = snapshot.path("bandit");
        lines.add("router                       %s decisions, %s explored, $%s of $%s spent on exploring"
                .formatted(
                        number(bandit, "decisions"),
                        number(bandit, "explored"),
                        money(bandit.path("exploration-usd").asDouble()),
                        money(bandit.path("spend-usd").asDouble())));
    }

    private static String times(JsonNode snapshot, String name) {
        JsonNode times = snapshot.path(name + "-ms");
        if (times.path("count").asLong() == 0) {
            return "-";
        }
        return number(times, "p50") + " / " + number(times, "p90") + " / " + number(times, "p99") + " ms";
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isNull() ? "" : plain(value.asText());
    }

    /** Without what a terminal would obey. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '?' : point)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static String number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isNumber()) {
            return "-";
        }
        double number = value.asDouble();
        return number == Math.rint(number) || number >= 100
                ? String.format(Locale.ROOT, "%.0f", number)
                : String.format(Locale.ROOT, number < 10 ? "%.2f" : "%.1f", number);
    }

    private static String money(double usd) {
        return String.format(Locale.ROOT, usd != 0 && usd < 1 ? "%.4f" : "%.2f", usd);
    }
}
