package gateway.drill;

import gateway.app.TestGateway;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * One more client beside a load, on a thread of its own, so that its times hold no waiting within the load generator.
 */
final class Probe implements AutoCloseable {
    private static final long PAUSE_NANOS = 10_000_000;
    private static final byte[] REQUEST = request();

    private final Socket socket;
    private final Thread thread;
    private final Map<Integer, List<Long>> nanos = new TreeMap<>();
    private volatile boolean over;

    Probe(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        thread = Thread.ofPlatform().name("probe").start(this::run);
    }

    /** Ends it; times of the first bytes of its answers by HTTP status, sorted. */
    Map<Integer, List<Long>> end() throws InterruptedException {
        over = true;
        thread.join();
        nanos.values().forEach(times -> times.sort(null));
        return nanos;
    }

    @Override
    public void close() throws IOException {
        over = true;
        socket.close();
    }

    private void run() {
        byte[] some = new byte[16 * 1024];
        try {
            InputStream in = socket.getInputStream();
            while (!over) {
                long begun = System.nanoTime();
                socket.getOutputStream().write(REQUEST);
                // answers are short and written at once
                int length = in.read(some);
                if (length < 0) {
                    return;
                }
                long took = System.nanoTime() - begun;
                int status = Integer.parseInt(new String(some, 9, 3, StandardCharsets.US_ASCII));
                nanos.computeIfAbsent(status, key -> new ArrayList<>()).add(took);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException e) {
            nanos.computeIfAbsent(0, key -> new ArrayList<>()).add(0L);
        }
    }

    private static byte[] request() {
        String body = "{\"model\":\"claude-sonnet-4-5\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        return ("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer " + TestGateway.KEY
                        + "\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }
}
