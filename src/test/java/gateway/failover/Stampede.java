package gateway.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Clients that ask again and again, together about fifty times a second or more. Thread-safe. */
final class Stampede implements AutoCloseable {
    private static final int CLIENTS = 5;
    private static final long PAUSE_NANOS = 50_000_000;

    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger others = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    private Stampede() {}

    static Stampede of(Client client, String model) {
        Stampede stampede = new Stampede();
        for (int i = 0; i < CLIENTS; i++) {
            stampede.threads.add(Thread.ofPlatform().start(() -> stampede.run(client, model)));
        }
        return stampede;
    }

    /** Answers so far. */
    int served() {
        return served.get();
    }

    /** Times that something was switched off. */
    int refused() {
        return refused.get();
    }

    /** Anything else. */
    int others() {
        return others.get();
    }

    @Override
    public void close() {
        over.set(true);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Client client, String model) {
        while (!over.get()) {
            switch (client.ask(model).status()) {
                case 200 -> served.incrementAndGet();
                case 503 -> refused.incrementAndGet();
                default -> others.incrementAndGet();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
