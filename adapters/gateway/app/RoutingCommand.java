package gateway.app;

import gateway.routing.evaluation.DataReport;
import gateway.routing.evaluation.Logged;
import gateway.routing.evaluation.OwnReport;
import gateway.routing.evaluation.Terms;
import gateway.routing.feature.RequestFeatures;
import gateway.routing.feature.TaskClassifier;
import gateway.routing.prior.PriorFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code ./serai routing evaluate}: what the router is worth, on data sets or by a running gateway's own log. */
public final class RoutingCommand {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final int MOST_WEIGHTS = 20;
    private static final int MOST_SEEDS = 1_000;
    private static final Duration USUAL_SPAN = Duration.ofDays(7);
    private static final Duration AHEAD = Duration.ofMinutes(1);
    private static final String OWN = "--own";
    private static final List<String> DATA_OPTIONS = List.of("data", "arms", "weights", "seeds", "share", "out");
    private static final List<String> OWN_OPTIONS = List.of("from", "to", "tenant", "weights", "out", "url");
    private static final String USAGE = """
            usage: ./serai routing evaluate --data FILE[,FILE...] [--arms FILE] [--weights 0,0.1,0.2,0.5] [--seeds 10]
                                            [--share 0.1] [--out routing-report]
                   ./serai routing evaluate --own [--from 2026-11-01] [--to 2026-12-01] [--tenant ID]
                                            [--weights 0,0.1,0.2,0.5] [--url URL] [--out routing-report]

              --data     data sets: JSON lines, with gzip or without, of env, prompt, in_tok, and reward, out_tok and cost
                         of each model
              --arms     models and prices of the sets; arms.json beside the data unset
              --weights  how much quality is given for the whole cost of the dearest model
              --seeds    how often each player plays, each time in another order
              --share    of its choices that the router may spend on exploration
              --own      what a running gateway's router decided, of the last 7 days unless set
              --from, --to  an instant, or a day, which stands for its beginning in UTC
              --url      management port of the running gateway, http://127.0.0.1:8081 unless set
              --out      the folder for report.md and its charts

            docs/routing-evaluate.md explains the report. Nothing of any prompt is printed or written.
            """;

    private final AdminArguments arguments;
    private final Map<String, String> environment;
    private final InstantSource clock;
    private final PrintStream out;

    private RoutingCommand(
            AdminArguments arguments, Map<String, String> environment, InstantSource clock, PrintStream out) {
        this.arguments = arguments;
        this.environment = environment;
        this.clock = clock;
        this.out = out;
    }

    /** Ends with 0 if the report is written, 1 if it could not be, 2 for wrong arguments. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.getenv(), InstantSource.system(), System.out, System.err));
    }

    /**
     * Does what the arguments say.
     *
     * @return the process's exit code
     */
    static int run(
            List<String> words,
            Map<String, String> environment,
            InstantSource clock,
            PrintStream out,
            PrintStream err) {
        if (words.contains("--help") || words.contains("-h")) {
            out.print(USAGE);
            return 0;
        }
        try {
            boolean own = words.contains(OWN);
            AdminArguments arguments = AdminArguments.of(
                    words.stream().filter(word -> !word.equals(OWN)).toList());
            check(arguments, own);
            RoutingCommand command = new RoutingCommand(arguments, environment, clock, out);
            command.write(own ? command.own() : command.data());
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("serai: " + e.getMessage());
            err.print(USAGE);
            return WRONG_USE;
        } catch (AdminClient.FailedException | RoutingData.WrongDataException e) {
            err.println("serai: " + e.getMessage());
            return FAILED;
        }
    }

    private static void check(AdminArguments arguments, boolean own) {
        if (!arguments.words().equals(List.of("routing", "evaluate"))) {
            throw new IllegalArgumentException("there is no such command");
        }
        List<String> known = own ? OWN_OPTIONS : DATA_OPTIONS;
        arguments.options().forEach((name, values) -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException((OWN_OPTIONS.contains(name) || DATA_OPTIONS.contains(name)
                                ? "with" + (own ? " " : "out ") + OWN + " there is no option --"
                                : "unknown option --")
                        + name);
            }
            if (values.size() > 1) {
                throw new IllegalArgumentException("--" + name + " must be given once");
            }
        });
        if (!own && arguments.value("data") == null) {
            throw new IllegalArgumentException(
                    "name data sets with --data, or evaluate the gateway's own log with " + OWN);
        }
    }

    private Map<String, String> data() {
        Terms terms = new Terms(weights(), seeds(), share());
        RoutingData data = new RoutingData(new RequestFeatures(TaskClassifier.shipped()));
        List<Path> files = new ArrayList<>();
        for (String name : given("data", "").split(",", -1)) {
            files.add(path(name.strip(), "data"));
        }
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new RoutingData.WrongDataException("there is no file " + file);
            }
        }
        String named = arguments.value("arms");
        Set<Path> arms = new LinkedHashSet<>();
        files.forEach(file ->
                arms.add(named == null ? file.toAbsolutePath().resolveSibling("arms.json") : path(named, "arms")));
        arms.forEach(data::arms);
        files.forEach(file -> {
            data.rows(file);
            out.println(file.getFileName() + ": read");
        });
        return DataReport.of(
                data.problems(), PriorFile.shipped(RequestFeatures.VERSION, RequestFeatures.SIZE), terms, out::println);
    }

    private Map<String, String> own() {
        List<Double> weights = weights();
        Instant to = instant("to", clock.instant().plus(AHEAD).truncatedTo(ChronoUnit.SECONDS));
        Instant from = instant("from", to.minus(USUAL_SPAN));
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("--from must lie before --to");
        }
        String tenant = arguments.value("tenant");
        try (AdminClient client = AdminCommand.client(arguments, environment)) {
            List<Logged> decisions = new RoutingLog(client).read(from.toString(), to.toString(), tenant);
            out.println(decisions.size() + " decisions: read");
            return OwnReport.of(
                    "Decisions from " + from + " to before " + to + (tenant == null ? "" : " of the tenant " + tenant),
                    decisions,
                    weights);
        }
    }

    private void write(Map<String, String> files) {
        Path folder = path(given("out", "routing-report"), "out");
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new RoutingData.WrongDataException(
                    "the report cannot be written to " + folder + ": name another folder with --out");
        }
        out.println("The report is in " + folder.resolve(DataReport.PAGE) + ".");
    }

    private List<Double> weights() {
        List<Double> weights = new ArrayList<>();
        for (String word : given("weights", "0,0.1,0.2,0.5").split(",", -1)) {
            weights.add(number(word.strip(), "weights", Double.MAX_VALUE));
        }
        if (weights.size() > MOST_WEIGHTS || weights.stream().distinct().count() < weights.size()) {
            throw new IllegalArgumentException(
                    "--weights must be at most " + MOST_WEIGHTS + " different numbers, such as 0,0.1,0.2,0.5");
        }
        return weights;
    }

    private int seeds() {
        double seeds = number(given("seeds", "10"), "seeds", MOST_SEEDS);
        if (seeds < 1 || seeds != Math.rint(seeds)) {
            throw new IllegalArgumentException("--seeds must be a whole number from 1 to " + MOST_SEEDS);
        }
        return (int) seeds;
    }

    private double share() {
        return number(given("share", "0.1"), "share", 1);
    }

    private static double number(String word, String option, double most) {
        double number;
        try {
            number = Double.parseDouble(word);
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (!(number >= 0 && number <= most)) {
            throw new IllegalArgumentException("--" + option + " must be "
                    + (most == Double.MAX_VALUE ? "of numbers that are not negative" : "from 0 to " + (long) most)
                    + ", is '" + word + "'");
        }
        // -0 is a number of its own to some
        return number + 0.0;
    }

    private Instant instant(String option, Instant usual) {
        String text = arguments.value(option);
        if (text == null) {
            return usual;
        }
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "--" + option + " must be a day such as 2026-11-01, or an instant such as 2026-11-01T08:00:00Z", e);
        }
    }

    private String given(String option, String usual) {
        @Nullable String value = arguments.value(option);
        return value == null ? usual : value;
    }

    private static Path path(String text, String option) {
        try {
            if (!text.isEmpty()) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("--" + option + " must name a file that can exist", e);
        }
        throw new IllegalArgumentException("--" + option + " must name a file");
    }
}
