package gateway.failover;

import gateway.app.TestGateway;
import gateway.failover.Client.Api;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A client that reads a stream and notes when it ends. Thread-safe. */
public final class OpenStream implements AutoCloseable {
    private static final int CHUNK = 4_096;

    private final Socket socket;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long endedNanos;

    private OpenStream(Socket socket) {
        this.socket = socket;
    }

    /** Asks for a stream with the demo key and begins to read it. */
    static OpenStream of(TestGateway gateway, Api api, String model) {
        return of(gateway, api, model, TestGateway.KEY);
    }

    /** Asks for a stream and begins to read it. */
    static OpenStream of(TestGateway gateway, Api api, String model, String key) {
        return of(gateway, api, key, "", Client.body(model, true));
    }

    /**
     * Sends any request and begins to read the answer.
     *
     * @param headers further ones, each with its line's end
     */
    public static OpenStream of(TestGateway gateway, Api api, String key, String headers, String body) {
        return of(gateway, api.path(), key, headers, body);
    }

    /** The same by a path. */
    public static OpenStream of(TestGateway gateway, String path, String key, String headers, String body) {
        URI url = URI.create(gateway.url());
        String request = "POST " + path + " HTTP/1.1\r\nhost: a\r\nauthorization: Bearer " + key + "\r\n" + headers
                + "content-length: " + body.length() + "\r\n\r\n" + body;
        try {
            OpenStream open = new OpenStream(new Socket(url.getHost(), url.getPort()));
            open.socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            Thread.ofVirtual().start(open::read);
            return open;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What came so far. */
    public String text() {
        return read.toString(StandardCharsets.UTF_8);
    }

    /** Whether the answer has begun. */
    public boolean hasBegun() {
        return text().contains("data: ");
    }

    public boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** Waits for the connection's end. Tells when it came, by {@link System#nanoTime}. */
    public long awaitEnd(Duration longest) {
        try {
            if (!ended.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the stream did not end within " + longest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return endedNanos;
    }

    /** Goes away, whatever is still to come. */
    public void leave() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        leave();
    }

    private void read() {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int got = socket.getInputStream().read(chunk);
                    got >= 0;
                    got = socket.getInputStream().read(chunk)) {
                read.write(chunk, 0, got);
            }
        } catch (IOException e) {
            // a reset is an end, too
        }
        endedNanos = System.nanoTime();
        ended.countDown();
    }
}
