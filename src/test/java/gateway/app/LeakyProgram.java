package gateway.app;

import gateway.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A program that sets its log up as the gateway does, and then tells a secret in every way that a program can. */
final class LeakyProgram {
    private LeakyProgram() {}

    /**
     * Tells.
     *
     * @param arguments the log's form, its level, the secret, and {@code print} to tell it past the log, too
     */
    public static void main(String[] arguments) throws InterruptedException {
        LogSetup.apply(new Settings.Log(
                Settings.LogFormat.valueOf(arguments[0].toUpperCase(Locale.ROOT)),
                Settings.LogLevel.valueOf(arguments[1].toUpperCase(Locale.ROOT))));
        String secret = arguments[2];
        MDC.put("prompt", secret);
        IllegalStateException fault = new IllegalStateException(secret, new IllegalArgumentException(secret));
        for (String name : List.of(
                "gateway.http.Some",
                "org.apache.camel.processor.errorhandler.DefaultErrorHandler",
                "org.apache.camel.Tracing",
                "io.vertx.core.impl.ContextImpl",
                "io.netty.handler.logging.LoggingHandler",
                "software.amazon.awssdk.request",
                "some.other.Library")) {
            org.slf4j.Logger logger = LoggerFactory.getLogger(name);
            boolean ours = name.startsWith("gateway");
            String constant = ours ? "failed" : "failed " + secret;
            logger.error(constant, fault);
            logger.warn(constant, fault);
            logger.info(constant, fault);
            logger.debug(constant, fault);
            logger.trace(constant, fault);
            logger.atError().addKeyValue("body", secret).log("with a field");
        }
        Logger.getLogger("by the JDK").log(java.util.logging.Level.SEVERE, secret, fault);
        System.getLogger("by the system").log(System.Logger.Level.ERROR, secret, fault);
        Thread thread = new Thread(() -> {
            throw fault;
        });
        thread.start();
        thread.join();
        Thread virtual = Thread.ofVirtual().start(() -> {
            throw fault;
        });
        virtual.join();
        if (List.of(arguments).contains("print")) {
            System.out.println(secret);
        }
        LogSetup.stop();
    }
}
