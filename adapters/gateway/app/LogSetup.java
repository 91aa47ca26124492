package gateway.app;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import gateway.guard.AllFindings;
import gateway.guard.pii.StructuredScanner;
import gateway.settings.Settings;
import gateway.telemetry.JdkLog;
import gateway.telemetry.Masking;
import gateway.telemetry.MaskingEncoder;
import gateway.telemetry.PlainScanner;
import gateway.telemetry.UncaughtFaults;
import java.io.Console;
import java.util.List;
import java.util.stream.Stream;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.LoggerFactory;

/** Sets the log up: text for people, JSON for machines, written by a thread of its own. */
final class LogSetup {
    private static final int QUEUE = 8_192;
    private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{0} %msg %kvp%n";

    private LogSetup() {}

    /** Replaces whatever is set up, and takes over what would be written past the log. */
    static void apply(Settings.Log log) {
        JdkLog.silence();
        Thread.setDefaultUncaughtExceptionHandler(new UncaughtFaults());
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        MaskingEncoder encoder = new MaskingEncoder(
                form(log), new Masking(new AllFindings(List.of(new StructuredScanner(), new PlainScanner()))));
        encoder.setContext(context);
        encoder.start();
        console.setEncoder(encoder);
        console.start();
        AsyncAppender async = new AsyncAppender();
        async.setContext(context);
        async.setQueueSize(QUEUE);
        async.setDiscardingThreshold(0);
        async.setNeverBlock(true);
        async.addAppender(console);
        async.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(async);
        // whatever our own level is, libraries show no more than this
        root.setLevel(Level.WARN);
        context.getLogger("gateway").setLevel(Level.toLevel(log.level().name(), Level.INFO));
        // a connection that is lost is told where it matters
        context.getLogger("io.vertx.core.net.impl.ConnectionBase").setLevel(Level.OFF);
        // these may show headers, properties and bodies when they log more
        context.getLogger("io.netty").setLevel(Level.ERROR);
        context.getLogger("software.amazon.awssdk").setLevel(Level.ERROR);
        context.getLogger("org.apache.activemq").setLevel(Level.ERROR);
        context.getLogger("org.springframework").setLevel(Level.ERROR);
    }

    /** Writes what is still queued. */
    static void stop() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    private static Encoder<ILoggingEvent> form(Settings.Log log) {
        boolean json = switch (log.format()) {
            case JSON -> true;
            case TEXT -> false;
            case AUTO -> Stream.ofNullable(System.console()).noneMatch(Console::isTerminal);
        };
        if (json) {
            return new LogstashEncoder();
        }
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern(PATTERN);
        return encoder;
    }
}
