package gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import gateway.model.Redacted;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that somebody else has written gets through the encoder, whichever way it is handed to a logger. */
class MaskingEncoderTest {
    private static final String OURS = "gateway.somewhere.Some";
    private static final String LIBRARY = "org.example.library.Client";
    private static final String CONTENT = "Ottokar Zwetschgenbaum";
    private static final String MAIL = "ottokar@zwetschgenbaum.example";

    /** The two forms that lines are written in. */
    enum Form {
        TEXT,
        JSON;

        Encoder<ILoggingEvent> encoder() {
            if (this == JSON) {
                return new LogstashEncoder();
            }
            PatternLayoutEncoder encoder = new PatternLayoutEncoder();
            encoder.setPattern("%-5level %logger{0} %msg %kvp %X %marker%n");
            return encoder;
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsAnExceptionWithoutAnyMessage(Form form) {
        Exception cause = new IllegalArgumentException("cannot parse '" + CONTENT + "'");
        Exception fault = new IllegalStateException(CONTENT, cause);
        fault.addSuppressed(new ArithmeticException(CONTENT));
        cause.initCause(new UnsupportedOperationException(CONTENT, fault));

        for (String name : List.of(OURS, LIBRARY)) {
            String line = written(form, name, logger -> logger.error("it failed", fault));

            assertThat(line)
                    .contains("IllegalStateException", "IllegalArgumentException", "ArithmeticException")
                    .contains("MaskingEncoderTest.java", "UnsupportedOperationException")
                    .satisfies(MaskingEncoderTest::showsNothing);
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsOfALibrarysMessageNoWordThatIsNotListed(Form form) {
        assertThat(written(form, LIBRARY, logger -> logger.warn("request failed: cannot parse " + CONTENT)))
                .contains("request failed cannot parse ...")
                .satisfies(MaskingEncoderTest::showsNothing);
        assertThat(written(form, LIBRARY, logger -> logger.warn("request failed: {} of {}", CONTENT, MAIL)))
                .contains("request failed ... of ...")
                .satisfies(MaskingEncoderTest::showsNothing);
    }

    @ParameterizedTest
    @EnumSource
    void writesOurMessagesWithTheirArguments(Form form) {
        assertThat(written(form, OURS, logger -> logger.info("{} of {} for {}", 3, List.of("a-1", "b-2"), Form.TEXT)))
                .contains("3 of [a-1, b-2] for TEXT");
    }

    @ParameterizedTest
    @EnumSource
    void masksWhatIsFoundInOurMessages(Form form) {
        assertThat(written(form, OURS, logger -> logger.info("the store says: {}", "no room for " + MAIL)))
                .contains("the store says: no room for [EMAIL]")
                .satisfies(MaskingEncoderTest::showsNothing);
    }

    @ParameterizedTest
    @EnumSource
    void showsOfArgumentsThatAreNotOursTheirTypeAlone(Form form) {
        Object foreign = new StringBuilder().append(CONTENT).chars();
        Map<String, Object> tree = Map.of("body", Map.of("name", CONTENT));

        assertThat(written(
                        form,
                        OURS,
                        logger -> logger.info(
                                "{} {} {} {}",
                                tree,
                                foreign,
                                new IllegalStateException(CONTENT),
                                new Redacted(CONTENT))))
                .contains("[body]", "java.lang.IllegalStateException", "[REDACTED length=22")
                .satisfies(MaskingEncoderTest::showsNothing);
    }

    @ParameterizedTest
    @EnumSource
    void writesNoFieldThatIsNotListed(Form form) {
        String line = written(
                form,
                OURS,
                logger -> logger.atInfo()
                        .addKeyValue("id", "req_1")
                        .addKeyValue("input_tokens", 7)
                        .addKeyValue("failed", "a: " + MAIL)
                        .addKeyValue("prompt", CONTENT)
                        .addKeyValue("body", Map.of("x", CONTENT))
                        .log("call"));

        assertThat(line)
                .contains("req_1", "7", "a: [EMAIL]")
                .doesNotContain("prompt", "body")
                .satisfies(MaskingEncoderTest::showsNothing);
    }

    @ParameterizedTest
    @EnumSource
    void writesNoMarkersNoStructuredArgumentsAndNoForeignContext(Form form) {
        String line = written(form, OURS, logger -> {
            logger.getLoggerContext().getMDCAdapter().put("user", CONTENT);
            logger.getLoggerContext().getMDCAdapter().put("code", MAIL);
            logger.atInfo()
                    .addMarker(Markers.append("prompt", CONTENT))
                    .addArgument(StructuredArguments.keyValue("prompt", CONTENT))
                    .log("something {}");
        });

        assertThat(line).contains("something").doesNotContain("prompt").satisfies(MaskingEncoderTest::showsNothing);
    }

    @Test
    void writesNothingWhereTheFormItselfFails() {
        assertThat(written(
                        Form.TEXT,
                        OURS,
                        logger -> logger.info("{}", new Object() {
                            @Override
                            public String toString() {
                                throw new IllegalStateException(CONTENT);
                            }
                        })))
                .satisfies(MaskingEncoderTest::showsNothing);
    }

    @Test
    void wouldShowAllOfItWithoutTheMasking() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        log(
                Form.JSON.encoder(),
                out,
                OURS,
                logger -> logger.atInfo()
                        .addKeyValue("prompt", CONTENT)
                        .setCause(new IllegalStateException(MAIL))
                        .log("x"));

        assertThat(out.toString(StandardCharsets.UTF_8)).contains(CONTENT, MAIL);
    }

    private static String written(Form form, String name, Consumer<Logger> caller) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        log(new MaskingEncoder(form.encoder(), new Masking(new PlainScanner())), out, name, caller);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void log(
            Encoder<ILoggingEvent> encoder, ByteArrayOutputStream out, String name, Consumer<Logger> caller) {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        encoder.setContext(context);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(out);
        appender.start();
        Logger logger = context.getLogger(name);
        logger.addAppender(appender);
        logger.setLevel(Level.TRACE);
        caller.accept(logger);
        context.stop();
    }

    private static void showsNothing(String line) {
        assertThat(line.toLowerCase(Locale.ROOT)).doesNotContain("ottokar").doesNotContain("zwetschgenbaum");
    }
}
