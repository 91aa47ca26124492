package gateway.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds ports where the settings name none. They are not of those that systems give to outgoing connections (from 32768
 * on Linux, from 49152 elsewhere), and a process finds each but once in a thousand times, so that nobody takes one by
 * chance before it is listened on, or between two times. Processes that find many can be given blocks of their own by
 * the system property {@value #BLOCK}, from 1. Safe for use by several threads.
 */
public final class FreePort {
    private static final String BLOCK = "serai.port-block";
    private static final int LOWEST = 20_000;
    private static final int COUNT = 1_000;
    private static final int BLOCKS = 10;
    private static final int FIRST = LOWEST + COUNT * block();

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePort() {}

    /**
     * The wanted port; a free one for 0, which several servers can then share.
     *
     * @param host the address that will be listened on
     * @param wanted a port, or 0
     * @throws UncheckedIOException if there is no such address, or no free port
     */
    public static int orElse(String host, int wanted) {
        if (wanted != 0) {
            return wanted;
        }
        try {
            return free(InetAddress.getByName(host));
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + host, e);
        }
    }

    /** Half of the blocks are for those that are given one. */
    private static int block() {
        int given = Integer.getInteger(BLOCK, 0);
        return given > 0
                ? (given - 1) % (BLOCKS / 2)
                : BLOCKS / 2 + ThreadLocalRandom.current().nextInt(BLOCKS / 2);
    }

    private static int free(InetAddress address) throws IOException {
        IOException cause = new IOException("all ports are taken");
        for (int i = 0; i < COUNT; i++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            try (ServerSocket socket = new ServerSocket(port, 1, address)) {
                return socket.getLocalPort();
            } catch (BindException e) {
                cause = e;
            }
        }
        throw cause;
    }
}
