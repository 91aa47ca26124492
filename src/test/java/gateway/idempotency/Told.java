package gateway.idempotency;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it is told. Thread-safe. */
final class Told implements IdempotencyListener {
    private final List<String> words = new CopyOnWriteArrayList<>();

    List<String> words() {
        return words;
    }

    @Override
    public void came(Result result) {
        words.add(result.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void failed(String what) {
        words.add("no " + what);
    }
}
