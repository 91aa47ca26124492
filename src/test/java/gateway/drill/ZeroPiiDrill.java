package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.hygiene.LeakSearch;
import gateway.hygiene.LeakSearch.Hit;
import gateway.hygiene.Mishap;
import gateway.hygiene.Sinks;
import gateway.hygiene.Text;
import gateway.hygiene.Text.Value;
import gateway.hygiene.Traffic;
import gateway.training.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sends 10,000 labelled texts with every mishap through a gateway, and searches all that it wrote for all of them. */
class ZeroPiiDrill {
    private static final Path PAGE = Path.of("docs", "log-hygiene.md");
    private static final Path DATA = Path.of("../shared/data/pii");
    private static final List<String> FILES =
            List.of("requests.dev", "presidio_synth.dev", "presidio_unit.dev", "germeval2014.dev");
    private static final int REQUESTS = 10_440;
    private static final int PLAIN = 464;
    /** Words of the language that stand in class names and settings, too, and say nothing of a person. */
    private static final Set<String> NOT_PERSONAL = Set.of(
            "ORGANIZATION", "LOCATION", "GPE", "NRP", "DATE_TIME", "AGE", "TITLE", "PREFIX", "DOMAIN_NAME", "ZIP_CODE");

    @Test
    void nothingOfAnyTextIsWrittenAnywhere() throws Exception {
        List<Text> texts = texts();
        LeakSearch search = new LeakSearch();
        texts.forEach(text -> text.values().forEach(value -> search.add(value.kind(), value.value())));
        Map<String, byte[]> sinks = new LinkedHashMap<>();
        Map<Mishap, Map<Integer, Integer>> statuses;
        Set<String> chance;
        GatewayProcess gateway = Traffic.gateway();
        try (gateway) {
            chance = writtenWithoutThem(search, gateway);
            statuses = Traffic.send(gateway, texts);
            sinks.putAll(Sinks.told(gateway));
            Sinks.files(gateway.folder()).forEach((name, content) -> sinks.put("while it runs: " + name, content));
        }
        sinks.putAll(Sinks.files(gateway.folder()));

        List<Hit> hits = Sinks.search(search, sinks).stream()
                .filter(hit -> !chance.contains(hit.form()))
                .toList();
        String report = report(search, sinks, statuses, hits) + "\nWritten without having been sent, and so no leaks: "
                + (chance.isEmpty() ? "none" : String.join(", ", chance)) + ".\n";
        Report.put(PAGE, report);
        Report.line(report);
        hits.stream().limit(20).forEach(hit -> Report.line(hit.toString()));
        assertThat(hits).isEmpty();
        statuses.forEach(
                (mishap, seen) -> assertThat(seen.keySet()).as(mishap.name()).containsAnyElementsOf(mishap.statuses()));
    }

    /** Values that happen to stand in what a gateway writes to which none of them has been sent, such as 127.0.0.1. */
    private static Set<String> writtenWithoutThem(LeakSearch search, GatewayProcess gateway) throws Exception {
        Text plain = new Text("Hello", List.of());
        Traffic.send(gateway, IntStream.range(0, PLAIN).mapToObj(plain::marked).toList());
        Map<String, byte[]> sinks = new LinkedHashMap<>(Sinks.told(gateway));
        sinks.putAll(Sinks.files(gateway.folder()));
        return Sinks.search(search, sinks).stream().map(Hit::form).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String report(
            LeakSearch search, Map<String, byte[]> sinks, Map<Mishap, Map<Integer, Integer>> statuses, List<Hit> hits) {
        long bytes =
                sinks.values().stream().mapToLong(content -> content.length).sum();
        StringBuilder text = new StringBuilder(
                "`./serai drill zeroPii`, %s: %,d requests; %,d labelled values and canaries searched for (%,d of fewer than six chars are not) in %,d sinks of %,d bytes: **%d hits**.%n%n"
                        .formatted(
                                LocalDate.now(ZoneOffset.UTC),
                                REQUESTS,
                                search.values(),
                                search.skipped(),
                                sinks.size(),
                                bytes,
                                hits.size()));
        text.append("| what happened | status: requests |\n|---|---|\n");
        new TreeMap<>(statuses)
                .forEach((mishap, seen) -> text.append("| `")
                        .append(mishap)
                        .append("` | ")
                        .append(String.join(
                                ", ",
                                new TreeMap<>(seen)
                                        .entrySet().stream()
                                                .map(each -> (each.getKey() == 0 ? "none" : each.getKey()) + ": "
                                                        + each.getValue())
                                                .toList()))
                        .append(" |\n"));
        return text.toString();
    }

    private static List<Text> texts() throws IOException {
        List<Text> rows = new ArrayList<>();
        for (String file : FILES) {
            JsonLines.each(DATA.resolve(file + ".jsonl.gz"), row -> rows.add(row(row)));
        }
        List<Text> texts = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            // none of the marks of the plain ones
            texts.add(rows.get(i % rows.size()).marked(PLAIN + i));
        }
        return texts;
    }

    private static Text row(JsonNode row) {
        List<Value> values = new ArrayList<>();
        for (JsonNode span : row.path("spans")) {
            String kind = span.path("type").asText();
            if (NOT_PERSONAL.contains(kind)) {
                continue;
            }
            values.add(new Value(kind, span.path("value").asText()));
            if (span.hasNonNull("clean")) {
                values.add(new Value(kind, span.path("clean").asText()));
            }
        }
        return new Text(row.path("text").asText(), values);
    }
}
