package gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import gateway.app.TestGateway;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** No level of any log shows prompts, answers, tool arguments or keys. */
class LogContentTest {
    private static final String MARKER = "zx82marker";
    private static final String TOOLS = """
            ,"tools":[{"type":"function","function":{"name":"find","description":"%1$s","parameters":{"type":"object",\
            "properties":{"%1$s":{"type":"string","description":"%1$s"}},"required":["%1$s"]}}}]""".formatted(MARKER);

    private static final LoggerContext CONTEXT = (LoggerContext) LoggerFactory.getILoggerFactory();
    private static final ListAppender<ILoggingEvent> SEEN = new ListAppender<>();
    private static final Logger ROOT = CONTEXT.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private static final List<String> PINNED = List.of("io.netty", "software.amazon.awssdk");
    private static final Logger OURS = CONTEXT.getLogger("gateway");

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
        ROOT.getAppender("STDERR").addFilter(new Quiet());
        SEEN.setContext(CONTEXT);
        SEEN.start();
        ROOT.addAppender(SEEN);
        ROOT.setLevel(Level.DEBUG);
        OURS.setLevel(Level.TRACE);
        // these two show whatever goes over the wire below WARN; the gateway sets them so at every start
        PINNED.forEach(name -> CONTEXT.getLogger(name).setLevel(Level.ERROR));
    }

    @AfterAll
    static void stop() {
        ROOT.setLevel(Level.WARN);
        OURS.setLevel(null);
        PINNED.forEach(name -> CONTEXT.getLogger(name).setLevel(null));
        ROOT.detachAppender(SEEN);
        ROOT.getAppender("STDERR").clearAllFilters();
        gateway.close();
    }

    @Test
    void showsNoContentInAnyLog() throws IOException {
        for (String model :
                List.of("claude-sonnet-4-5", "gemini-2.5-flash", "gpt-5.4-mini", "mistral-large-2512", MARKER)) {
            for (String stream : List.of("true", "false")) {
                post("/v1/chat/completions", TestGateway.KEY, openAi(model, stream, ""));
                post("/v1/chat/completions", TestGateway.KEY, openAi(model, stream, TOOLS));
                post("/v1/messages", TestGateway.KEY, openAi(model, stream, ""));
            }
        }
        post("/v1/chat/completions", "sk-" + MARKER, openAi("claude-sonnet-4-5", "false", ""));
        post("/v1/chat/completions", TestGateway.KEY, "{\"" + MARKER + "\":" + MARKER);
        post("/v1/chat/completions", TestGateway.KEY, openAi("claude-sonnet-4-5", "\"" + MARKER + "\"", ""));
        post("/v1/chat/completions?key=" + MARKER, TestGateway.KEY, "{}");
        for (String fault : List.of(
                "{\"status\":500,\"body\":\"" + MARKER + "\"}",
                "{\"status\":400,\"body\":\"{\\\"error\\\":{\\\"message\\\":\\\"" + MARKER + "\\\"}}\"}",
                "{\"status\":429}",
                "{\"garbage\":true}",
                "{\"cutAfterChunks\":2}",
                "{\"reset\":true}")) {
            gateway.simulator().faults().put("one", fault);
            for (String stream : List.of("true", "false")) {
                post("/v1/chat/completions", TestGateway.KEY, openAi("claude-haiku-4-5", stream, TOOLS));
            }
        }
        gateway.simulator().faults().clear();

        List<ILoggingEvent> events = List.copyOf(SEEN.list);
        assertThat(events).anyMatch(event -> event.getLoggerName().equals("gateway.calls"));
        assertThat(events.stream()
                        .filter(event -> text(event).contains(MARKER)
                                || text(event).contains(TestGateway.KEY)
                                || text(event).contains(TestGateway.ADMIN_KEY))
                        .map(event -> event.getLoggerName() + " " + event.getLevel() + ": " + event.getMessage())
                        .distinct())
                .isEmpty();
    }

    private static String openAi(String model, String stream, String tools) {
        return """
                {"model":"%s","stream":%s,"max_tokens":200,"user":"%s",\
                "messages":[{"role":"user","content":"use the tool find: %s"}]%s}""".formatted(model, stream, MARKER, MARKER, tools);
    }

    private static void post(String path, String key, String body) throws IOException {
        assertThat(RawClient.post(gateway.url(), path, key, body)).startsWith("HTTP/1.1 ");
    }

    /** Everything that an appender could write of an event. */
    private static String text(ILoggingEvent event) {
        List<String> parts = new ArrayList<>();
        parts.add(event.getFormattedMessage());
        parts.add(event.getMDCPropertyMap().toString());
        if (event.getArgumentArray() != null) {
            parts.add(Arrays.deepToString(event.getArgumentArray()));
        }
        if (event.getKeyValuePairs() != null) {
            parts.add(event.getKeyValuePairs().toString());
        }
        if (event.getMarkerList() != null) {
            parts.add(event.getMarkerList().toString());
        }
        for (IThrowableProxy at = event.getThrowableProxy(); at != null; at = cause(at)) {
            parts.add(at.getClassName() + at.getMessage());
        }
        return String.join("\n", parts);
    }

    private static @Nullable IThrowableProxy cause(IThrowableProxy proxy) {
        return proxy.getCause();
    }

    /** Keeps what is captured here off the console. */
    private static final class Quiet extends ch.qos.logback.core.filter.Filter<ILoggingEvent> {
        @Override
        public ch.qos.logback.core.spi.FilterReply decide(ILoggingEvent event) {
            return ch.qos.logback.core.spi.FilterReply.DENY;
        }
    }
}
