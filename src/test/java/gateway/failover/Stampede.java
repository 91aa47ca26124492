package gateway.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Clients that ask again and again, together about fifty times a second or more. Thread-safe. */
final class Stampede implements AutoCloseable {
    private static final int CLIENTS = 5;
    private static final long PAUSE_NANOS = 50_000_000;

    private final AtomicInteger served = new AtomicInteger();
    private final AtomicIntegerArray refused = new AtomicIntegerArray(CLIENTS);
    private final AtomicInteger others = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    private Stampede() {}

    static Stampede of(Client client, String model) {
        Stampede stampede = new Stampede();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            stampede.threads.add(Thread.ofPlatform().start(() -> stampede.run(client, model, number)));
        }
        return stampede;
    }

    /** Answers so far. */
    int served() {
        return served.get();
    }

    /** How often the client that was refused least was told that something is switched off. */
    int leastRefused() {
        return IntStream.range(0, CLIENTS).map(refused::get).min().orElseThrow();
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

    private void run(Client client, String model, int number) {
        while (!over.get()) {
            switch (client.ask(model).status()) {
                case 200 -> served.incrementAndGet();
                case 503 -> refused.incrementAndGet(number);
                default -> others.incrementAndGet();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
