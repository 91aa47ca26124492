package gateway.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Console;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code ./serai top}: what a running gateway does now, in a terminal, once a second until it is ended. */
public final class TopCommand {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final String LIVE = "/admin/v1/live";
    private static final String CLEAR = "\u001b[H\u001b[2J";
    private static final String OTHER_SCREEN = "\u001b[?1049h\u001b[?25l";
    private static final String OWN_SCREEN = "\u001b[?25h\u001b[?1049l";
    private static final String USAGE = """
            usage: ./serai top [--once] [--url URL]

              --once     print the figures once, and end; so it does, too, when its output is no terminal
              --url URL  management port of a running gateway, http://127.0.0.1:8081 unless set

            The key of an administrator comes from SERAI_ADMIN_KEY, or else from the file that the gateway made at its
            first start.
            """;

    private TopCommand() {}

    /** Ends with 0, or 1 if there is no gateway or it refuses, 2 for wrong arguments. */
    public static void main(String[] arguments) {
        boolean terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        System.exit(run(List.of(arguments), System.getenv(), terminal, System.out, System.err));
    }

    /**
     * Does what the arguments say.
     *
     * @param terminal whether the output is one, so that it can be drawn anew
     * @return the process's exit code
     */
    static int run(
            List<String> words, Map<String, String> environment, boolean terminal, PrintStream out, PrintStream err) {
        if (words.contains("--help") || words.contains("-h")) {
            out.print(USAGE);
            return 0;
        }
        URI url;
        boolean once = !terminal || words.contains("--once");
        try {
            AdminArguments arguments = AdminArguments.of(
                    words.stream().filter(word -> !word.equals("--once")).toList());
            arguments.check(0, List.of());
            url = AdminCommand.url(arguments.value("url"), environment);
        } catch (IllegalArgumentException e) {
            err.println("serai: " + e.getMessage());
            err.print(USAGE);
            return WRONG_USE;
        }
        try (AdminClient client = new AdminClient(url, AdminCommand.key(environment))) {
            if (once) {
                client.firstEvent(LIVE).ifPresent(snapshot -> print(snapshot, url, out));
            } else {
                watch(client, url, out);
            }
            return 0;
        } catch (AdminClient.FailedException e) {
            err.println("serai: " + e.getMessage());
            return FAILED;
        }
    }

    private static void watch(AdminClient client, URI url, PrintStream out) {
        AtomicBoolean restored = new AtomicBoolean();
        Runnable restore = () -> {
            if (restored.compareAndSet(false, true)) {
                out.print(OWN_SCREEN);
                out.flush();
            }
        };
        Runtime.getRuntime().addShutdownHook(new Thread(restore, "restore-terminal"));
        out.print(OTHER_SCREEN);
        try {
            // the gateway ends a stream now and then, so that an end of the key is noticed
            while (true) {
                client.events(LIVE, snapshot -> {
                    out.print(CLEAR);
                    print(snapshot, url, out);
                    out.flush();
                    return true;
                });
            }
        } finally {
            restore.run();
        }
    }

    private static void print(JsonNode snapshot, URI url, PrintStream out) {
        TopScreen.lines(snapshot, url.toString()).forEach(out::println);
    }
}
