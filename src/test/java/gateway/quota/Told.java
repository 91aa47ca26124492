package gateway.quota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a listener is told. */
final class Told implements QuotaListener {
    final List<String> soft = new ArrayList<>();
    final List<String> expired = new ArrayList<>();
    long waited;
    long lost;
    long failed;
    long busy;
    long excess;

    @Override
    public synchronized void called(boolean forRequest, Duration took) {
        waited += forRequest ? 1 : 0;
    }

    @Override
    public synchronized void busy() {
        busy++;
    }

    @Override
    public synchronized void unreachable(RuntimeException cause) {
        failed++;
    }

    @Override
    public synchronized void leaseLost(Counter counter) {
        lost++;
    }

    @Override
    public synchronized void soft(Counter counter, long spent, long limit) {
        soft.add(counter.scope() + ' ' + counter.measure().word() + ' ' + counter.window());
    }

    @Override
    public synchronized void exceeded(Counter counter, long more) {
        excess += more;
    }

    @Override
    public synchronized void expired(String requestId) {
        expired.add(requestId);
    }
}
