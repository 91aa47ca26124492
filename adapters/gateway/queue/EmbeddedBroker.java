package gateway.queue;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;

/**
 * A broker (Apache ActiveMQ Artemis) in this process, whose messages lie in files and survive it. It is reached from
 * within the process, and by a port on loopback if one is given, without a password: whoever can reach loopback can
 * read its queues. Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int JOURNAL_FILE_BYTES = 1 << 20;
    private static final long LOCK_MILLIS = 5_000;
    /** A message whose consumer died comes again, as often as it takes. */
    private static final int FOR_EVER = -1;

    private static final long REDELIVERY_MILLIS = 1_000;

    private final EmbeddedActiveMQ server;
    private final String url;

    private EmbeddedBroker(EmbeddedActiveMQ server, String url) {
        this.server = server;
        this.url = url;
    }

    /**
     * Starts one.
     *
     * @param folder for its files; no other process may have it
     * @param port on loopback; null = none
     * @throws QueueException if it cannot start
     */
    public static EmbeddedBroker start(Path folder, @Nullable Integer port) {
        String url = "vm://" + NUMBER.incrementAndGet();
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        try {
            server.setConfiguration(configuration(folder, url, port));
            server.start();
            return new EmbeddedBroker(server, url);
        } catch (Exception e) {
            throw new QueueException("the broker in this process did not start in " + folder, e);
        }
    }

    private static Configuration configuration(Path folder, String url, @Nullable Integer port) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setName("serai")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalFileSize(JOURNAL_FILE_BYTES)
                .setJournalLockAcquisitionTimeout(LOCK_MILLIS)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setNodeManagerLockDirectory(folder.toString())
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setMaxDiskUsage(-1)
                .addAcceptorConfiguration("process", url);
        if (port != null) {
            configuration.addAcceptorConfiguration("loopback", "tcp://127.0.0.1:" + port + "?protocols=CORE");
        }
        return configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setAutoCreateAddresses(true)
                        .setAutoCreateQueues(true)
                        .setAutoDeleteAddresses(false)
                        .setAutoDeleteQueues(false)
                        .setMaxDeliveryAttempts(FOR_EVER)
                        .setRedeliveryDelay(REDELIVERY_MILLIS));
    }

    /** Where it is reached within the process. */
    public String url() {
        return url;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new QueueException("the broker in this process did not stop", e);
        }
    }
}
