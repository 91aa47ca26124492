package gateway.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import gateway.contract.Change;
import gateway.contract.Change.Severity;
import gateway.contract.Comparison;
import gateway.contract.Field;
import gateway.contract.FieldList;
import gateway.contract.Schema;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;

/** {@code ./serai contracts}: how a provider's official document differs from what this build reads and writes. */
public final class ContractsCommand {
    private static final int BREAKING = 1;
    private static final int WRONG_USE = 2;
    /** OpenAI's whole document is of 3 MB. */
    private static final int MOST_CHARACTERS = 64 * 1024 * 1024;

    private static final ObjectMapper YAML = yaml();

    private static final String USAGE = """
            usage: ./serai contracts --schema FILE [--dialect NAME] [--all] [--json]

              --schema   the provider's document: OpenAPI 3 as JSON or YAML, botocore's service-2.json of bedrock-runtime,
                         or a folder with Google's proto files
              --dialect  openai, azure, mistral, anthropic, gemini, vertex or bedrock; by the file's name unless set
              --all      tell also what does not matter here: new fields and those that nobody reads
              --json     one JSON object instead of a table

            ends with 0 if nothing breaks, 1 if something does, 2 if the document or the arguments are wrong.
            docs/contracts.md explains it, and how to run it every night.
            """;

    private ContractsCommand() {}

    /** Ends with 0 if nothing breaks, 1 if something does, 2 for a wrong document or arguments. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    /**
     * Does what the arguments say.
     *
     * @return the process's exit code
     */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        if (words.contains("--help") || words.contains("-h")) {
            out.print(USAGE);
            return 0;
        }
        try {
            AdminArguments arguments = AdminArguments.of(words.stream()
                    .filter(word -> !word.equals("--json") && !word.equals("--all"))
                    .toList());
            arguments.check(0, List.of("schema", "dialect"));
            String file = arguments.value("schema");
            if (file == null) {
                throw new IllegalArgumentException("name the provider's document with --schema");
            }
            String dialect = dialect(arguments, file);
            List<Change> changes = Comparison.of(FieldList.shipped(dialect), fields(dialect, path(file)));
            boolean all = words.contains("--all");
            List<Change> told = changes.stream()
                    .filter(change -> all || change.severity() != Severity.INFO)
                    .toList();
            if (words.contains("--json")) {
                out.println(json(dialect, told, changes));
            } else {
                table(dialect, told, changes, out);
            }
            return count(changes, Severity.BREAKING) > 0 ? BREAKING : 0;
        } catch (IllegalArgumentException e) {
            err.println("serai: " + e.getMessage());
            err.print(USAGE);
            return WRONG_USE;
        }
    }

    private static String dialect(AdminArguments arguments, String file) {
        String named = arguments.value("dialect");
        if (named != null) {
            return named;
        }
        String name = file.toLowerCase(Locale.ROOT);
        // the later part of a path says more
        return FieldList.NAMES.stream()
                .filter(name::contains)
                .max((one, other) -> Integer.compare(name.lastIndexOf(one), name.lastIndexOf(other)))
                .orElseThrow(() ->
                        new IllegalArgumentException("the file's name does not tell whose document it is: name one of "
                                + FieldList.NAMES + " with --dialect"));
    }

    private static Collection<Field> fields(String dialect, Path file) {
        try {
            if (Files.isDirectory(file)) {
                return Schema.fields(protos(file));
            }
            if (file.toString().endsWith(".proto")) {
                return Schema.fields(List.of(Files.readString(file)));
            }
            return Schema.fields(dialect, document(Files.readString(file)));
        } catch (IOException e) {
            throw new IllegalArgumentException("the document " + file + " cannot be read", e);
        }
    }

    private static List<String> protos(Path folder) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.filter(name -> name.toString().endsWith(".proto"))
                    .sorted()
                    .toList()) {
                texts.add(Files.readString(each));
            }
        }
        return texts;
    }

    private static ObjectMapper yaml() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MOST_CHARACTERS);
        return new ObjectMapper(YAMLFactory.builder()
                .loaderOptions(limits)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build());
    }

    /** JSON is YAML too, but not every document of the size. */
    private static JsonNode document(String text) {
        try {
            if (text.stripLeading().startsWith("{")) {
                return JsonCodec.MAPPER.readTree(text);
            }
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the document is neither JSON nor YAML", e);
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("--schema must name a file that can exist", e);
        }
    }

    private static long count(List<Change> changes, Severity severity) {
        return changes.stream().filter(change -> change.severity() == severity).count();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void table(String dialect, List<Change> told, List<Change> all, PrintStream out) {
        for (Change change : told) {
            out.printf(
                    Locale.ROOT,
                    "%-9s %-8s %-14s %s%s%n",
                    word(change.severity()),
                    word(change.section()),
                    word(change.kind()),
                    change.path(),
                    change.detail().isEmpty() ? "" : ": " + change.detail());
        }
        out.println(dialect + ": " + count(all, Severity.BREAKING) + " breaking, " + count(all, Severity.NOTABLE)
                + " notable, " + count(all, Severity.INFO) + " other differences");
    }

    private static ObjectNode json(String dialect, List<Change> told, List<Change> all) {
        ObjectNode json = JsonCodec.object().put("dialect", dialect);
        for (Severity severity : Severity.values()) {
            json.put(word(severity), count(all, severity));
        }
        ArrayNode changes = json.putArray("changes");
        for (Change change : told) {
            changes.addObject()
                    .put("severity", word(change.severity()))
                    .put("kind", change.kind().name().toLowerCase(Locale.ROOT))
                    .put("section", word(change.section()))
                    .put("path", change.path())
                    .put("detail", change.detail());
        }
        return json;
    }
}
