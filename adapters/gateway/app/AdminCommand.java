package gateway.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.admin.TextTable;
import gateway.model.Redacted;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./serai keys}, {@code residency} and {@code usage}: what a person does by the admin API of a running gateway.
 */
public final class AdminCommand {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final int DELETE = 127;
    private static final String KEYS = "/admin/v1/keys";
    private static final List<String> USAGE_OPTIONS =
            List.of("from", "to", "tenant", "team", "key", "model", "by", "format");
    private static final String USAGE = """
            usage: ./serai keys list [--tenant ID]
                   ./serai keys create --tenant ID [--team ID] [--name TEXT] [--model ID]... [--residency any|eu]
                                       [--until 2027-12-31T23:00:00Z] [LIMIT]...
                   ./serai keys limit ID [LIMIT]...
                   ./serai keys rotate ID [--overlap 24h]
                   ./serai keys revoke ID
                   ./serai residency report [--from 2026-11-01] [--to 2026-12-01]
                   ./serai usage [--from 2026-11-01] [--to 2026-12-01] [--tenant ID] [--team ID] [--key ID]
                                 [--model ID] [--by tenant,model] [--format text|csv|json]

              --url URL       management port of a running gateway, http://127.0.0.1:8081 unless set
              LIMIT           what the key may use: --usd-per-day 12.50, --usd-per-month 250, --requests-per-minute 60,
                              --tokens-per-minute 90000, --concurrent 8. 'keys limit' puts them in the place of all that
                              it has; without any, it has none
              --overlap SPAN  how long the old secret stays valid beside the new one
              --from, --to    an instant, or a day, which stands for its beginning in UTC; of usage, days of each
                              tenant's time zone
              --by            what is told apart: some of tenant, team, key, model, day

            The key of an administrator comes from SERAI_ADMIN_KEY, or else from the file that the gateway made at its
            first start.
            """;

    private final AdminArguments arguments;
    private final PrintStream out;
    private final AdminClient client;

    private AdminCommand(AdminArguments arguments, PrintStream out, AdminClient client) {
        this.arguments = arguments;
        this.out = out;
        this.client = client;
    }

    /** Ends with 0 if it is done, 1 if the gateway refused or is not there, 2 for wrong arguments. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.getenv(), System.out, System.err));
    }

    /**
     * Does what the arguments say.
     *
     * @return the process's exit code
     */
    static int run(List<String> words, Map<String, String> environment, PrintStream out, PrintStream err) {
        AdminArguments arguments;
        URI url;
        try {
            if (words.contains("--help") || words.contains("-h")) {
                out.print(USAGE);
                return 0;
            }
            arguments = AdminArguments.of(words);
            url = url(arguments.value("url"), environment);
            check(arguments);
        } catch (IllegalArgumentException e) {
            err.println("serai: " + e.getMessage());
            err.print(USAGE);
            return WRONG_USE;
        }
        try (AdminClient client = new AdminClient(url, key(environment))) {
            new AdminCommand(arguments, out, client).run();
            return 0;
        } catch (AdminClient.FailedException e) {
            err.println("serai: " + e.getMessage());
            return FAILED;
        }
    }

    /**
     * Calls the gateway that arguments and environment name.
     *
     * @throws IllegalArgumentException if the URL is none
     * @throws AdminClient.FailedException if there is no key
     */
    static AdminClient client(AdminArguments arguments, Map<String, String> environment) {
        return new AdminClient(url(arguments.value("url"), environment), key(environment));
    }

    private static void check(AdminArguments arguments) {
        switch (command(arguments)) {
            case "keys list" -> arguments.check(2, List.of("tenant"));
            case "keys create" -> {
                List<String> known = new ArrayList<>(KeyLimits.OPTIONS);
                known.addAll(List.of("tenant", "team", "name", "model", "residency", "until"));
                arguments.check(2, known);
                KeyLimits.read(arguments);
                if (arguments.value("tenant") == null) {
                    throw new IllegalArgumentException("--tenant is missing");
                }
            }
            case "keys limit" -> {
                arguments.check(3, KeyLimits.OPTIONS);
                KeyLimits.read(arguments);
            }
            case "keys rotate" -> arguments.check(3, List.of("overlap"));
            case "keys revoke" -> arguments.check(3, List.of());
            case "residency report" -> arguments.check(2, List.of("from", "to"));
            case "usage" -> {
                arguments.check(1, USAGE_OPTIONS);
                if (arguments.values("model").size() > 1) {
                    throw new IllegalArgumentException("--model must be given once");
                }
            }
            default -> throw new IllegalArgumentException("there is no such command");
        }
    }

    private void run() {
        switch (command(arguments)) {
            case "keys list" -> list();
            case "keys create" -> show(client.json("POST", KEYS, body().toString()));
            case "keys limit" -> {
                JsonNode limited = client.json(
                        "PUT", key() + "/limits", KeyLimits.read(arguments).toString());
                String limits = KeyLimits.line(limited);
                out.println("The key " + text(limited, "id") + " has "
                        + (limits.isEmpty() ? "no limits of its own." : "the limits " + limits + "."));
            }
            case "keys rotate" ->
                show(client.json("POST", key() + "/rotate", fields("overlap").toString()));
            case "keys revoke" -> {
                client.json("DELETE", key(), "");
                out.println("The key " + arguments.words().getLast() + " is revoked.");
            }
            case "usage" ->
                out.print(client.text(
                        "GET", "/admin/v1/usage" + query(USAGE_OPTIONS.toArray(String[]::new)), "", "text/plain"));
            default -> out.print(client.text("GET", "/admin/v1/residency" + query("from", "to"), "", "text/plain"));
        }
    }

    private void list() {
        TextTable table =
                new TextTable("id", "tenant", "team", "name", "created", "until", "valid", "previous until", "limits");
        for (JsonNode key : client.json("GET", KEYS + query("tenant"), "").path("keys")) {
            table.add(
                    text(key, "id"),
                    text(key, "tenant"),
                    text(key, "team"),
                    text(key, "name"),
                    text(key, "created"),
                    text(key, "until"),
                    text(key, "valid"),
                    text(key, "previous-until"),
                    KeyLimits.line(key));
        }
        out.print(table.text());
    }

    private void show(JsonNode made) {
        out.println("id   " + text(made, "id"));
        out.println("key  " + text(made, "key"));
        if (made.has("previous-until")) {
            out.println("The key before it is valid until " + text(made, "previous-until") + ".");
        }
        out.println("Keep the key now: it is not shown again.");
        if (made.has("warning")) {
            out.println("Warning: " + text(made, "warning"));
        }
    }

    private ObjectNode body() {
        ObjectNode body = fields("tenant", "team", "name", "residency", "until");
        if (!arguments.values("model").isEmpty()) {
            ArrayNode models = body.putArray("models");
            arguments.values("model").forEach(models::add);
        }
        ObjectNode limits = KeyLimits.read(arguments);
        if (!limits.isEmpty()) {
            body.set("limits", limits);
        }
        return body;
    }

    private ObjectNode fields(String... names) {
        ObjectNode body = JsonCodec.object();
        for (String name : names) {
            if (arguments.value(name) != null) {
                body.put(name, arguments.value(name));
            }
        }
        return body;
    }

    private String key() {
        return KEYS + "/" + encoded(arguments.words().getLast());
    }

    private String query(String... names) {
        StringBuilder query = new StringBuilder();
        for (String name : names) {
            String value = arguments.value(name);
            if (value != null) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(encoded(value));
            }
        }
        return query.toString();
    }

    private static String command(AdminArguments arguments) {
        return String.join(
                " ", arguments.words().subList(0, Math.min(2, arguments.words().size())));
    }

    /** The management port that is named, or the usual one. */
    static URI url(@Nullable String given, Map<String, String> environment) {
        String text = given == null
                ? "http://127.0.0.1:" + environment.getOrDefault("SERAI_MANAGEMENT_PORT", "8081")
                : given.replaceAll("/+$", "");
        URI url = URI.create(text);
        if (url.getHost() == null || !List.of("http", "https").contains(String.valueOf(url.getScheme()))) {
            throw new IllegalArgumentException("--url must be such as http://127.0.0.1:8081");
        }
        return url;
    }

    /** The key of an administrator. */
    static Redacted key(Map<String, String> environment) {
        String given = Keys.given(environment, "SERAI_ADMIN_KEY");
        if (given != null) {
            return sendable(given);
        }
        Path file = Path.of(environment.getOrDefault("SERAI_DATA_DIR", ".serai"), "keys.properties");
        Properties keys = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            keys.load(reader);
        } catch (IOException e) {
            throw new AdminClient.FailedException(
                    "there is no key: set SERAI_ADMIN_KEY, or start a gateway here, which makes one in " + file);
        }
        return sendable(keys.getProperty("admin", "").strip());
    }

    /** The client would quote any other key in its complaint. */
    private static Redacted sendable(String key) {
        if (!key.chars().allMatch(letter -> letter > ' ' && letter < DELETE)) {
            throw new AdminClient.FailedException(
                    "the administrator's key holds a blank or a character that no header can take");
        }
        return new Redacted(key);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isNull() ? "" : node.path(field).asText();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
