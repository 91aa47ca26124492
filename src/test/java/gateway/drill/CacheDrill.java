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
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * What a kept answer takes against one that is asked for, by HTTP, written into its page: {@code ./serai drill cache}.
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

    @Test
    void answersFasterThanTheProvider() throws IOException, InterruptedException {
        try (TestGateway gateway = TestGateway.start(SETTINGS)) {
            tables.begin(
                    "`./serai drill cache`, %s: %,d calls one after another by one connection, HTTP/1.1, to a simulator that answers at once."
                            .formatted(LocalDate.now(ZoneOffset.UTC), CALLS),
                    "call",
                    "p50",
                    "p99");
            long[] off = run(gateway, "mistral-small-2603", false, "");
            long[] miss = run(gateway, "claude-haiku", false, "miss");
            long[] hit = run(gateway, "claude-haiku", true, "hit");
            row("no cache wanted", off);
            row("cache wanted, not kept yet", miss);
            row("kept answer", hit);
            row("like question, not kept yet", run(gateway, "claude-sonnet", false, "miss"));
            assertThat(hit[CALLS / 2]).isLessThan(miss[CALLS / 2]);
        }
        tables.begin("The look-up alone, in the chain:", "look-up", "p50", "p99");
        LookupTimes.measured().forEach((what, nanos) -> row(what, nanos));
        Report.put(PAGE, "cache", tables.toString());
    }

    private void row(String what, long[] nanos) {
        Arrays.sort(nanos);
        tables.row(what, micros(nanos[nanos.length / 2]), micros(nanos[nanos.length * 99 / 100]));
    }

    private static String micros(long nanos) {
        return String.format(Locale.ROOT, "%,d us", nanos / 1_000);
    }

    private long[] run(TestGateway gateway, String model, boolean same, String expected)
            throws IOException, InterruptedException {
        long[] nanos = new long[CALLS];
        for (int i = -WARM_UP; i < CALLS; i++) {
            String text = "What is said on page " + (same ? "one" : "number " + i) + " of the handbook?";
            HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
                    .header("authorization", "Bearer " + TestGateway.KEY)
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"model\":\"%s\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                                    .formatted(model, text)))
                    .build();
            long begun = System.nanoTime();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            long took = System.nanoTime() - begun;
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            if (i >= 0) {
                assertThat(response.headers().firstValue("x-serai-cache").orElse(""))
                        .isEqualTo(expected);
                nanos[i] = took;
            }
        }
        return nanos;
    }
}
