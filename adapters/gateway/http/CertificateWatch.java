package gateway.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a server's PEM files again when they have changed: new connections see the new certificate, open ones stay. A
 * pair that does not fit, as while only one of both files has been replaced, leaves the old one in place. Thread-safe.
 */
final class CertificateWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final String chainFile;
    private final String keyFile;
    private final RenewableKey key;
    private final ReentrantLock checking = new ReentrantLock();
    private final long timer;
    private String complaint = "";

    /**
     * Reads the files and begins to watch them.
     *
     * @throws InvalidCertificateException if they cannot be used
     */
    CertificateWatch(Vertx vertx, String chainFile, String keyFile) throws InvalidCertificateException {
        this.vertx = vertx;
        this.chainFile = chainFile;
        this.keyFile = keyFile;
        this.key = new RenewableKey(Certificate.read(vertx, chainFile, keyFile));
        this.timer = vertx.setPeriodic(
                EVERY.toMillis(),
                tick -> Thread.ofVirtual().name("certificate-watch").start(this::check));
    }

    /** What the server shows, always the newest. */
    RenewableKey key() {
        return key;
    }

    void close() {
        vertx.cancelTimer(timer);
    }

    private void check() {
        if (!checking.tryLock()) {
            return;
        }
        try {
            Certificate read = Certificate.read(vertx, chainFile, keyFile);
            complaint = "";
            if (!read.chain().equals(key.current().chain())) {
                key.replace(read);
                LOG.info("the certificate in {} is new, and shown from now on", chainFile);
            }
        } catch (InvalidCertificateException e) {
            complain(String.valueOf(e.getMessage()));
        } finally {
            checking.unlock();
        }
    }

    /** Once for each problem, not with every check. */
    private void complain(String problem) {
        if (!problem.equals(complaint)) {
            complaint = problem;
            LOG.warn("the old certificate is still shown: {}", problem);
        }
    }
}
