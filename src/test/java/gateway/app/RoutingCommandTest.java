package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person sees of {@code ./serai routing evaluate}. */
class RoutingCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String SECRET = "pelargonium";

    @TempDir
    private Path folder;

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void prepare() throws IOException {
        Files.writeString(folder.resolve("arms.json"), """
                {"made": [{"arm": "house/large", "usd_per_1m_in": 3, "usd_per_1m_out": 15},
                          {"arm": "house/small", "usd_per_1m_in": 0.2, "usd_per_1m_out": 0.8}],
                 "other": [{"arm": "no-price"}]}
                """);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            String prompt = i % 2 == 0 ? "What is " + i + " times 7? " + SECRET : "Write a poem about " + SECRET;
            rows.append("""
                    {"env":"made","prompt":"%s","in_tok":12,"reward":[%d,%d],"out_tok":[50,80],"cost":[0.001,0.0002]}
                    """.formatted(prompt, i % 5 == 0 ? 0 : 1, i % 2));
        }
        Files.writeString(folder.resolve("rows.jsonl"), rows);
    }

    @Test
    void writesAReportOfADataSet() throws IOException {
        Result result =
                evaluate("--data", file("rows.jsonl"), "--weights", "0,0.5", "--seeds=2", "--out", file("report"));

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("rows.jsonl: read\nmade, cost weight 0.0: played\n")
                .endsWith("The report is in " + folder.resolve("report/report.md") + ".\n");
        Map<String, String> files = files(folder.resolve("report"));
        assertThat(files)
                .containsOnlyKeys("report.md", "made-w0.0-regret.svg", "made-w0.5-regret.svg", "made-quality-cost.svg");
        assertThat(files.getOrDefault("report.md", ""))
                .contains(
                        "60 requests, 2 models.", "| house/large | 0.800 | 1.000 |", "| house/small | 0.500 | 0.200 |");
        assertThat(files.toString() + result).doesNotContain(SECRET);
    }

    @Test
    void writesTheSameEachTimeAndReadsGzipAndSeveralFiles() throws IOException {
        try (GZIPOutputStream packed = new GZIPOutputStream(Files.newOutputStream(folder.resolve("rows.gz")))) {
            packed.write(Files.readAllBytes(folder.resolve("rows.jsonl")));
        }
        evaluate("--data", file("rows.jsonl"), "--seeds", "2", "--out", file("one"));
        evaluate("--data", file("rows.gz"), "--seeds", "2", "--out", file("two"));
        evaluate("--data", file("rows.jsonl") + "," + file("rows.gz"), "--seeds", "1", "--out", file("both"));

        assertThat(files(folder.resolve("one"))).isNotEmpty().isEqualTo(files(folder.resolve("two")));
        assertThat(Files.readString(folder.resolve("both/report.md"))).contains("120 requests, 2 models.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            pelargonium                                                        ~ line 61: is no JSON
            []                                                                 ~ line 61: 'env' must name a set of the file of models, which are made, other
            {"env":"pelargonium"}                                              ~ line 61: 'env' must name a set
            {"env":"made"}                                                     ~ line 61: 'prompt' must be a text
            {"env":"made","prompt":"pelargonium"}                              ~ line 61: 'reward' must be a list of 2 numbers, one a model
            {"env":"made","prompt":"x","reward":[1]}                           ~ line 61: 'reward' must be a list of 2 numbers
            {"env":"made","prompt":"x","reward":[1,1.5]}                       ~ line 61: 'reward' must be from 0 to 1
            {"env":"made","prompt":"x","reward":[1,"pelargonium"]}             ~ line 61: 'reward' must be from 0 to 1
            {"env":"made","prompt":"x","reward":[1,0],"out_tok":[1,2]}         ~ line 61: 'cost' must be a list
            {"env":"made","prompt":"x","reward":[1,0],"out_tok":[1,-2]}        ~ line 61: 'out_tok' must be a number that is not negative
            {"env":"made","prompt":"x","reward":[1,0],"out_tok":[1,2],"cost":[1,1]} ~ line 61: 'in_tok' must be a number
            {"env":"other","prompt":"pelargonium"}                             ~ arms.json, set 'other', model 1: 'usd_per_1m_in' must be a number
            """)
    void namesTheLineThatIsWrongAndNothingOfIt(String row, String problem) throws IOException {
        Files.writeString(folder.resolve("wrong.jsonl"), Files.readString(folder.resolve("rows.jsonl")) + row + "\n");
        Result result = evaluate("--data", file("wrong.jsonl"), "--out", file("report"));

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).startsWith("serai: ").contains(problem).doesNotContain(SECRET);
        assertThat(folder.resolve("report")).doesNotExist();
    }

    @Test
    void saysWhichFileIsMissingOrWrong() throws IOException {
        Files.writeString(folder.resolve("empty"), "");
        Files.write(folder.resolve("packed"), new byte[] {0x1f, (byte) 0x8b, 1, 2, 3});
        Files.writeString(folder.resolve("list.json"), "[1]");

        assertThat(failed("--data", file("nowhere"))).isEqualTo("serai: there is no file " + file("nowhere") + "\n");
        assertThat(failed("--data", file("empty"))).contains("empty is empty");
        assertThat(failed("--data", file("packed"))).contains("packed cannot be read");
        assertThat(failed("--data", file("rows.jsonl"), "--arms", file("nowhere")))
                .contains("nowhere cannot be read", "--arms");
        assertThat(failed("--data", file("rows.jsonl"), "--arms", file("list.json")))
                .contains("must be an object");
        assertThat(failed("--data", file("rows.jsonl"), "--seeds", "1", "--weights", "0", "--out", file("empty")))
                .contains("cannot be written", "--out");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            routing                              | there is no such command
            routing evaluate                     | name data sets with --data
            routing evaluate --data x --colour y | unknown option --colour
            routing evaluate --data x --from y   | without --own there is no option --from
            routing evaluate --own --seeds 3     | with --own there is no option --seeds
            routing evaluate --data              | --data needs a value
            routing evaluate --data x --seeds 0  | --seeds must be a whole number from 1 to 1000
            routing evaluate --data x --seeds 1.5 | --seeds must be a whole number
            routing evaluate --data x --share 2  | --share must be from 0 to 1, is '2'
            routing evaluate --data x --weights a | --weights must be of numbers that are not negative, is 'a'
            routing evaluate --data x --weights 1,1.0 | --weights must be at most 20 different numbers
            routing evaluate --own --from soon   | --from must be a day such as 2026-11-01
            routing evaluate --own --from 2026-11-02 --to 2026-11-01 | --from must lie before --to
            """)
    void saysWhatIsWrongWithArguments(String line, String problem) {
        Result result = run(Map.of(), line.split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("serai: " + problem).contains("usage: ./serai routing evaluate");
    }

    @Test
    void printsItsUsage() {
        Result result = run(Map.of(), "routing", "--help");

        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("usage: ./serai routing evaluate --data FILE");
    }

    @Test
    void reportsOnTheLogOfARunningGatewayPageByPage() throws IOException {
        List<String> asked = new ArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            answer(exchange, asked.size());
        });
        server.start();
        try {
            Result result = run(
                    Map.of("SERAI_ADMIN_KEY", "sk-admin"),
                    "routing",
                    "evaluate",
                    "--own",
                    "--tenant",
                    "demo",
                    "--url",
                    "http://127.0.0.1:" + server.getAddress().getPort(),
                    "--out",
                    file("own"));

            assertThat(result.err()).isEmpty();
            assertThat(result.out()).startsWith("120 decisions: read\n");
        } finally {
            server.stop(0);
        }
        assertThat(asked)
                .containsExactly(
                        "/admin/v1/routing/decisions?format=csv&limit=10000&from=2026-11-19T12%3A01%3A00Z"
                                + "&to=2026-11-26T12%3A01%3A00Z&tenant=demo",
                        "/admin/v1/routing/decisions?format=csv&limit=10000&from=2026-11-19T12%3A01%3A00Z"
                                + "&to=2026-11-25T00%3A00%3A00Z&tenant=demo");
        assertThat(Files.readString(folder.resolve("own/report.md")))
                .contains(
                        "Decisions from 2026-11-19T12:01:00Z to before 2026-11-26T12:01:00Z of the tenant demo.",
                        "| in the log | 120 |",
                        "| judged | 118 |",
                        "| left out: without feedback | 2 |",
                        "| answered by another model than the one put first (part of the above) | 2 |",
                        "| always opus | 118 |",
                        "| greedy, cost weight 0.2 |");
    }

    @Test
    void saysThatWhatAnswersIsNoGateway() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "candidates,propensity\r\nhello,x\r\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            Result result = run(
                    Map.of("SERAI_ADMIN_KEY", "sk-admin"),
                    "routing",
                    "evaluate",
                    "--own",
                    "--url=http://127.0.0.1:" + server.getAddress().getPort());
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("no decision of a router").doesNotContain("hello");
        } finally {
            server.stop(0);
        }
    }

    /** Sixty decisions, the last of which nobody has judged; a second page follows the first. */
    private static void answer(HttpExchange exchange, int page) throws IOException {
        StringBuilder csv =
                new StringBuilder("id,cost-weight,latency-weight,feature-version,explored,shadow,candidates,"
                        + "served,fallback,cost-micro-usd,first-byte-ms,total-ms,reward,f0,f1\r\n");
        for (int i = 0; i < 60; i++) {
            boolean opus = i % 3 == 0;
            String first = candidate(opus);
            String second = candidate(!opus);
            csv.append("d%d,0.2,0,f1,%s,false,\"[%s,%s]\",%s,%s,1000,200,300,%s,1,%s\r\n"
                    .formatted(
                            i, opus, first, second, opus ? "opus" : "haiku", i == 7, i == 59 ? "" : i % 2, i / 60.0));
        }
        byte[] body = csv.toString().getBytes(StandardCharsets.UTF_8);
        if (page == 1) {
            exchange.getResponseHeaders().add("x-serai-next", "2026-11-25T00:00:00Z");
        }
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String candidate(boolean opus) {
        return "{\"model\":\"%s\",\"deployment\":\"d\",\"quality\":0.8,\"usd\":%s,\"seconds\":1,\"utility\":%s,\"propensity\":%s}"
                .formatted(opus ? "opus" : "haiku", opus ? 0.01 : 0.001, opus ? 0.6 : 0.78, opus ? 0.33 : 0.67)
                .replace("\"", "\"\"");
    }

    private String failed(String... arguments) {
        Result result = evaluate(arguments);
        assertThat(result.code()).isEqualTo(1);
        return result.err();
    }

    private Result evaluate(String... arguments) {
        return run(
                Map.of(),
                Stream.concat(Stream.of("routing", "evaluate"), Arrays.stream(arguments))
                        .toArray(String[]::new));
    }

    private static Result run(Map<String, String> environment, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = RoutingCommand.run(
                List.of(words),
                environment,
                InstantSource.fixed(NOW),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static Map<String, String> files(Path report) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(report)) {
            for (Path each : all.toList()) {
                files.put(each.getFileName().toString(), Files.readString(each));
            }
        }
        return files;
    }
}
