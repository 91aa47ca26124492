package gateway.app;

import gateway.http.ServerOptions;
import gateway.settings.Limits;
import gateway.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the servers listen. */
final class Servers {
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private Servers() {}

    static ServerOptions client(Settings settings, int port) {
        Settings.Tls tls = settings.tls();
        return options(
                settings,
                settings.host(),
                port,
                tls == null ? null : tls.certificate(),
                tls == null ? null : tls.key());
    }

    static ServerOptions management(Settings settings, int port) {
        Settings.Tls tls = settings.management().tls();
        return options(
                settings,
                settings.management().host(),
                port,
                tls == null ? null : tls.certificate(),
                tls == null ? null : tls.key());
    }

    static ServerOptions grpc(Settings settings, Settings.Grpc grpc, int port) {
        Settings.Tls tls = grpc.tls();
        return options(
                settings, grpc.host(), port, tls == null ? null : tls.certificate(), tls == null ? null : tls.key());
    }

    private static ServerOptions options(
            Settings settings, String host, int port, @Nullable Path certificate, @Nullable Path key) {
        Limits limits = settings.limits();
        return new ServerOptions(
                host,
                port,
                certificate == null ? null : certificate.toString(),
                key == null ? null : key.toString(),
                limits.body().count(),
                (int) limits.headers().count(),
                idle(settings),
                limits.requestTimeout(),
                limits.writeTimeout(),
                settings.failover().keepAlive());
    }

    /** A connection is silent while a whole answer is waited for, and must not be closed then. */
    private static Duration idle(Settings settings) {
        Duration silent = settings.failover().totalTimeout().plus(MARGIN);
        Duration wanted = settings.limits().idleTimeout();
        return wanted.compareTo(silent) < 0 ? silent : wanted;
    }
}
