package gateway.app;

import com.sun.management.UnixOperatingSystemMXBean;
import gateway.ingress.LoadLimits;
import gateway.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares how many files the operating system lets the process open with what the limits let in. */
final class OpenFiles {
    /** Jars, stores, log, event loops, listening sockets, probes and queues, with room to spare. */
    static final int OWN = 500;

    private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

    private OpenFiles() {}

    /** Warns if they are too few, and shows from now on how many are open. */
    static void watch(Settings settings, LoadLimits limits, MeterRegistry meters) {
        new FileDescriptorMetrics().bindTo(meters);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            compare(system.getMaxFileDescriptorCount(), needed(settings, limits.maxInFlight()));
        }
    }

    /**
     * How many the limits need: a connection in and one out for each call (two out where calls are hedged), the
     * WebSocket connections, the calls of the management port, and the process's own.
     *
     * @param calls at once
     */
    static long needed(Settings settings, int calls) {
        long perCall = settings.failover().hedging().isEmpty() ? 2 : 3;
        return perCall * calls + settings.websocket().connections() + LimitDefaults.MANAGEMENT_CALLS + OWN;
    }

    /** Says what is too little, and what helps; says nothing where there is no limit. */
    static void compare(long allowed, long needed) {
        if (allowed >= 0 && allowed < needed) {
            LOG.warn(
                    "the operating system lets this process open {} files and connections, but the limits in the"
                            + " settings let in calls that need {}: beyond the first, connections fail. Raise it (ulimit -n {}"
                            + " in the shell, LimitNOFILE with systemd, --ulimit nofile with Docker, ulimits with ECS), or"
                            + " lower gateway.limits.in-flight and gateway.websocket.connections",
                    allowed,
                    needed,
                    needed);
        }
    }
}
