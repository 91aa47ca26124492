package gateway.drill;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Queues, an application that sends requests to one, and one that collects the replies. Thread-safe. */
abstract class QueueTraffic implements AutoCloseable {
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicInteger different = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicBoolean open = new AtomicBoolean(true);

    /** Settings of the gateway, below {@code gateway}. */
    abstract String settings(int consumers, String key);

    /** Tells where the gateway is that runs from now on. */
    void serves(URI gateway) {
        // most meet it in their queues alone
    }

    /** Sends messages that differ, and are known by {@code m0}, {@code m1} and so on. */
    abstract void send(int messages);

    /** Messages that wait for a consumer, are with one, or wait for their time. */
    abstract int waiting();

    /** Notes of messages that were given up. */
    abstract int dead();

    static String body(int number) {
        return "{\"model\":\"exact\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Number " + number
                + "\"}]}";
    }

    /** Messages that have a reply. */
    int answered() {
        return replies.size();
    }

    /** Replies beyond the first of a message. */
    int repeated() {
        return repeated.get();
    }

    /** Replies that are not the message's first one, byte for byte. */
    int different() {
        return different.get();
    }

    /** Replies that are errors. */
    int failed() {
        return failed.get();
    }

    /** Whether replies are still collected. */
    boolean isOpen() {
        return open.get();
    }

    /** Counts one reply. */
    void took(String message, @Nullable String status, String body) {
        if (!"200".equals(status)) {
            failed.incrementAndGet();
        }
        String first = replies.putIfAbsent(message, body);
        if (first != null) {
            repeated.incrementAndGet();
            if (!first.equals(body)) {
                different.incrementAndGet();
            }
        }
    }

    @Override
    public void close() {
        open.set(false);
    }
}
