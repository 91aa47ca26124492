package gateway.drill;

import gateway.app.QuotaClients;
import gateway.app.QuotaClients.Answer;
import gateway.app.QuotaLab;
import gateway.http.Waiting;
import gateway.simulator.Pace;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Gateway processes on one ledger. */
final class Replicas implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int FIRST_BYTE_MILLIS = 30;

    private final QuotaLab lab;
    private final List<GatewayProcess> processes = new ArrayList<>();

    Replicas(QuotaLab lab, int count) throws IOException {
        this.lab = lab;
        for (int i = 0; i < count; i++) {
            processes.add(GatewayProcess.start(lab.variables(), lab.arguments()));
        }
    }

    List<URI> uris() {
        return processes.stream().map(GatewayProcess::uri).toList();
    }

    GatewayProcess get(int index) {
        return processes.get(index);
    }

    /**
     * What was seen of the budget in the meantime.
     *
     * @param looks how often it was looked at
     * @param mostTaken the most that was spent, lost and leased together
     * @param mostSpent the most that the provider had counted
     */
    record Seen(int looks, long mostTaken, long mostSpent) {}

    /** Lets answers be of random length, and looks at the budget, until clients have stopped by themselves. */
    Seen watch(QuotaClients clients, Random random) {
        Thread joining = Thread.ofVirtual().start(clients::join);
        int looks = 0;
        long mostTaken = 0;
        long mostSpent = 0;
        while (joining.isAlive()) {
            randomLength(random);
            mostSpent = Math.max(mostSpent, lab.truth());
            mostTaken = Math.max(mostTaken, lab.row().taken());
            looks++;
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return new Seen(looks, mostTaken, Math.max(mostSpent, lab.truth()));
    }

    /** Lets the next answers be of random length. */
    void randomLength(Random random) {
        lab.simulator().pace(new Pace(FIRST_BYTE_MILLIS, 0, 1 + random.nextInt(QuotaLab.TOKENS)));
    }

    /**
     * Calls one gateway, one call after another, until one call is refused after a time of quiet.
     *
     * @return how many were answered
     */
    int spendTheRest(QuotaClients clients, URI gateway, Random random) {
        int answered = 0;
        while (true) {
            if (!lab.isQuiet(IDLE)) {
                throw new IllegalStateException("leases do not come back: " + lab.row());
            }
            Answer first = clients.one(gateway);
            if (first.status() != 200) {
                return answered;
            }
            do {
                answered++;
                randomLength(random);
            } while (clients.one(gateway).status() == 200);
        }
    }

    /** Lets the load run. */
    static void pass(Duration time) {
        boolean _ = Waiting.until(time, () -> false);
    }

    @Override
    public void close() {
        processes.parallelStream().forEach(GatewayProcess::close);
    }
}
