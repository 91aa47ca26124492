package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.cache.LookupTimes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What a kept answer takes against one that is asked for, by HTTP, written into its page: {@code ./serai drill cache}.
 * Takes one to two minutes.
 */
class CacheDrill {
    private static final Path PAGE = Path.of("docs", "cache.md");
    private static final int WARM_UP = 500;
    private static final int CALLS = Integer.getInteger("calls", 1_000);
    private static final String SETTINGS = """
            gateway:
              tenants:
                demo: {residency: any, cache: {models: {claude-haiku: {ttl: 1h}, claude-sonnet: {ttl: 1h, similarity: 0.6}}}}
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Tables tables = new Tables();
    private final Map<Kind, long[]> took = new EnumMap<>(Kind.class);

    /** What is called, in turns, so that all of it meets the same hour of the machine. */
    private enum Kind {
        OFF("no cache wanted", "mistral-small-2603", false, ""),
        MISS("cache wanted, not kept yet", "claude-haiku", false, "miss"),
        HIT("kept answer", "claude-haiku", true, "hit"),
        ALIKE("like question, not kept yet", "claude-sonnet", false, "miss");

        private final String title;
        private final String model;
        private final boolean same;
        private final String expected;

        Kind(String title, String model, boolean same, String expected) {
            this.title = title;
            this.model = model;
            this.same = same;
            this.expected = expected;
        }
    }

    @Test
    void answersFasterThanTheProvider() throws IOException, InterruptedException {
        try (TestGateway gateway = TestGateway.start(SETTINGS)) {
            for (Kind kind : Kind.values()) {
                took.put(kind, new long[CALLS]);
            }
            for (int i = -WARM_UP; i < CALLS; i++) {
                for (Kind kind : Kind.values()) {
                    call(gateway, kind, i);
                }
            }
        }
        tables.begin(
                ("`./serai drill cache`, %s: %,d calls of each kind in turns, one after another by one connection,"
                                + " HTTP/1.1, to a simulator that answers at once.")
                        .formatted(LocalDate.now(ZoneOffset.UTC), CALLS),
                "call",
                "p50",
                "p99");
        for (Kind kind : Kind.values()) {
            row(kind.title, nanos(kind));
        }
        assertThat(nanos(Kind.HIT)[CALLS / 2]).isLessThan(nanos(Kind.MISS)[CALLS / 2]);
        tables.begin("The look-up alone, in the chain:", "look-up", "p50", "p99");
        LookupTimes.measured().forEach((what, nanos) -> row(what, nanos));
        Report.put(PAGE, "cache", tables.toString());
    }

    private long[] nanos(Kind kind) {
        return Objects.requireNonNull(took.get(kind));
    }

    private void row(String what, long[] nanos) {
        Arrays.sort(nanos);
        tables.row(what, micros(nanos[nanos.length / 2]), micros(nanos[nanos.length * 99 / 100]));
    }

    private static String micros(long nanos) {
        return String.format(Locale.ROOT, "%,d us", nanos / 1_000);
    }

    private void call(TestGateway gateway, Kind kind, int i) throws IOException, InterruptedException {
        String text = "What is said on page " + (kind.same ? "one" : "number " + i) + " of the handbook?";
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
                .header("authorization", "Bearer " + TestGateway.KEY)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"%s\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                                .formatted(kind.model, text)))
                .build();
        long begun = System.nanoTime();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        long nanos = System.nanoTime() - begun;
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        if (i >= 0) {
            assertThat(response.headers().firstValue("x-serai-cache").orElse(""))
                    .isEqualTo(kind.expected);
            nanos(kind)[i] = nanos;
        }
    }
}
