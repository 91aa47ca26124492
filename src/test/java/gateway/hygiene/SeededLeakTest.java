package gateway.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.FileAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.app.TestGateway;
import gateway.drill.GatewayProcess;
import gateway.http.Waiting;
import gateway.hygiene.LeakSearch.Hit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.logstash.logback.encoder.LogstashEncoder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for leaks finds one in every sink and in every spelling: it does not pass because it is blind. */
class SeededLeakTest {
    private static final String NAME = "Jörgen O'Shaughnessy";
    private static final String CARD = "4111 1111 1111 1111";
    private static final String WORD = "zwqleak";

    @TempDir
    Path folder = Path.of("unset");

    private final LeakSearch search = new LeakSearch();

    @BeforeEach
    void look() {
        search.add("PERSON", NAME);
        search.add("CREDIT_CARD", CARD);
        search.add("CANARY", WORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "is Jörgen O'Shaughnessy here",
                "JÖRGEN O'SHAUGHNESSY",
                "q=J%C3%B6rgen+O%27Shaughnessy",
                "q=j%c3%b6rgen%20o%27shaughnessy",
                "{\"name\":\"J\\u00f6rgen O'Shaughnessy\"}",
                "4111111111111111",
                "4111-1111.1111/1111",
                "id 994111 1111 11111111 7",
                "SELECT zwqleak"
            })
    void findsEverySpelling(String text) {
        assertThat(search.in("x", text.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Jörgen O Shaughnessy", "411111111111111", "zwq leak", "2026-11-26 17:23:15.123456"})
    void findsNothingElse(String text) {
        assertThat(search.in("x", text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void findsWhatARunningGatewayTellsAndWrites() throws Exception {
        GatewayProcess gateway = GatewayProcess.start(
                Map.of("SERAI_ADMIN_KEY", TestGateway.ADMIN_KEY, "SERAI_LOG_LEVEL", "info"), List.of());
        try (gateway) {
            // a tenant's name is written everywhere: here it is one that must not be
            admin(gateway, "PUT", "/admin/v1/tenants/" + WORD, "{\"residency\":\"any\"}");
            JsonNode key = new ObjectMapper()
                    .readTree(admin(gateway, "POST", "/admin/v1/keys", "{\"tenant\":\"" + WORD + "\"}"));
            byte[] body = Bodies.openAi(Bodies.Place.QUESTION, "gpt-5-nano", false, "Hello")
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            int status = Wire.send(
                    gateway.port(),
                    "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\nconnection: close\r\nauthorization: Bearer "
                            + key.path("key").asText() + "\r\ncontent-length: " + body.length + "\r\n\r\n",
                    body);
            assertThat(status).isEqualTo(200);
            awaitRecord(gateway);

            assertThat(sinks(Sinks.search(search, Sinks.told(gateway))))
                    .contains("/metrics", "/admin/v1/decisions?limit=1000", "/admin/v1/audit", "/admin/v1/tenants")
                    .contains("/admin/v1/keys", "/admin/v1/usage");
            // not yet in the database proper
            assertThat(sinks(Sinks.search(search, Sinks.files(gateway.folder()))))
                    .contains("log", "decisions.db-wal", "serai.db-wal");
        }

        assertThat(sinks(Sinks.search(search, Sinks.files(gateway.folder()))))
                .contains("log", "decisions.db", "serai.db", "usage.db");
    }

    @Test
    void findsAnExceptionsMessageWithoutTheMasking() throws Exception {
        assertThat(found("log", logger -> logger.error("failed", new IllegalStateException(NAME))))
                .containsExactly("log");
    }

    @Test
    void findsAFieldAndAnEntryOfTheContextWithoutTheMasking() throws Exception {
        assertThat(found("log", logger -> logger.atInfo().addKeyValue("a", NAME).log("x")))
                .containsExactly("log");
        assertThat(found("log", logger -> {
                    logger.getLoggerContext().getMDCAdapter().put("a", CARD);
                    logger.info("x");
                }))
                .containsExactly("log");
    }

    @Test
    void findsARowOfADatabaseThatIsStillInItsJournal() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("a.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("CREATE TABLE a (b TEXT)");
            statement.execute("INSERT INTO a VALUES ('" + WORD + "')");

            assertThat(sinks(Sinks.search(search, Sinks.files(folder)))).containsExactly("a.db-wal");
        }
    }

    private Set<String> found(String file, Consumer<Logger> caller) throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setContext(context);
        encoder.start();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setAppend(false);
        appender.setEncoder(encoder);
        appender.setFile(folder.resolve(file).toString());
        appender.start();
        Logger logger = context.getLogger("gateway.some");
        logger.addAppender(appender);
        caller.accept(logger);
        context.stop();
        return sinks(Sinks.search(search, Sinks.files(folder)));
    }

    /** Records are written a moment after the call. */
    private void awaitRecord(GatewayProcess gateway) {
        assertThat(Waiting.until(Duration.ofSeconds(20), () -> {
                    Set<String> sinks = sinks(Sinks.search(search, Sinks.told(gateway.managementPort())));
                    return sinks.contains("/admin/v1/usage") && sinks.contains("/admin/v1/decisions?limit=1000");
                }))
                .isTrue();
    }

    private static String admin(GatewayProcess gateway, String method, String path, String body) {
        String answer = Wire.ask(
                gateway.managementPort(),
                method + " " + path + " HTTP/1.1\r\nhost: a\r\nconnection: close\r\nauthorization: Bearer "
                        + TestGateway.ADMIN_KEY + "\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
        assertThat(answer).startsWith("20");
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private static Set<String> sinks(List<Hit> hits) {
        return hits.stream().map(Hit::sink).collect(Collectors.toSet());
    }
}
