package gateway.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds ports where the settings name none. */
final class FreePort {
    private FreePort() {}

    /**
     * Two ports, of which neither is the other.
     *
     * @param first of the first server
     * @param second of the second server
     */
    record Pair(int first, int second) {}

    /** The wanted port; a free one for 0, which several servers can then share. */
    static int orElse(String host, int wanted) {
        try (ServerSocket socket = hold(host, wanted)) {
            return wanted != 0 ? wanted : socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + host, e);
        }
    }

    /** The wanted ports; free ones for 0, held at the same time so that they differ. */
    static Pair orElse(String firstHost, int first, String secondHost, int second) {
        try (ServerSocket one = hold(firstHost, first);
                ServerSocket other = hold(secondHost, second)) {
            return new Pair(first != 0 ? first : one.getLocalPort(), second != 0 ? second : other.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + firstHost + " or " + secondHost, e);
        }
    }

    /** A socket on a free port; an unbound one where a port is wanted. */
    private static ServerSocket hold(String host, int wanted) throws IOException {
        return wanted != 0 ? new ServerSocket() : new ServerSocket(0, 1, InetAddress.getByName(host));
    }
}
