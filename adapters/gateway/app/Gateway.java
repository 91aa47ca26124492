package gateway.app;

import gateway.settings.SettingsException;
import gateway.settings.SettingsLoader;
import gateway.settings.SettingsLoader.Loaded;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the gateway from the command line. */
public final class Gateway {
    private static final int WRONG_USE = 2;

    private Gateway() {}

    /** Runs until the process is told to end. */
    public static void main(String[] arguments) throws Exception {
        // Before Camel's first class, which reads it: java -jar has no other place for it.
        System.getProperties().putIfAbsent("camel.threads.virtual.enabled", "true");
        PrintStream out = System.out;
        PrintStream err = System.err;
        Options options;
        Loaded loaded;
        try {
            options = Options.of(List.of(arguments));
            loaded = SettingsLoader.shipped().load(options.profile(), options.overlays(), System.getenv());
        } catch (SettingsException e) {
            e.problems().forEach(problem -> err.println("serai: " + problem));
            System.exit(WRONG_USE);
            return;
        } catch (IllegalArgumentException e) {
            err.println("serai: " + e.getMessage());
            System.exit(WRONG_USE);
            return;
        }
        LogSetup.apply(loaded.settings().log());
        Logger log = LoggerFactory.getLogger(Gateway.class);
        loaded.warnings().forEach(log::warn);
        RunningGateway running;
        try {
            running = RunningGateway.start(options, loaded, System.getenv());
        } catch (Exception e) {
            err.println("serai: the gateway could not start: " + StartProblem.of(e));
            LogSetup.stop();
            System.exit(1);
            return;
        }
        if (options.train()) {
            running.close();
            LogSetup.stop();
            System.exit(0);
        }
        Banner.print(out, loaded.settings(), running, System.getenv());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running, stopped), "stop"));
        stopped.await();
    }

    private static void stop(RunningGateway running, CountDownLatch stopped) {
        try {
            running.close();
        } catch (Exception e) {
            LoggerFactory.getLogger(Gateway.class)
                    .error("the gateway did not stop cleanly: {}", e.getClass().getName());
        }
        LogSetup.stop();
        stopped.countDown();
    }
}
