package gateway.drill;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.failover.Matrix;
import gateway.midstream.Books;
import gateway.midstream.Cell;
import gateway.midstream.Cell.Kind;
import gateway.midstream.Cell.Mode;
import gateway.midstream.Cell.Place;
import gateway.midstream.Heard;
import gateway.midstream.Lost;
import gateway.midstream.Outcome;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What broken streams were to their clients. Not thread-safe. */
final class MidStreamReport {
    private final Lost lost;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    MidStreamReport(Lost lost) {
        this.lost = lost;
    }

    /**
     * One stream.
     *
     * @param right whether the client saw what it must see
     * @param nanos lost
     */
    private record Row(Cell cell, Heard heard, boolean right, long nanos) {
        /** What of the time is not a timeout. */
        long ownNanos() {
            boolean silent = cell.kind() == Kind.STALL;
            Duration timeout = cell.place() == Place.START ? MidStreamDrill.FIRST_TOKEN : MidStreamDrill.STALL;
            return silent ? nanos - timeout.toNanos() : nanos;
        }

        boolean isToldOnly() {
            return Outcome.of(cell, heard).result() == Cell.Result.BREAKS_OFF;
        }
    }

    void add(Map<Cell, List<Heard>> heard) {
        heard.forEach((cell, streams) -> streams.forEach(each -> add(cell, each)));
    }

    private void add(Cell cell, Heard heard) {
        boolean right = true;
        try {
            Outcome.of(cell, heard).check();
        } catch (AssertionError e) {
            right = false;
            wrong.add(cell + ": " + e.getMessage());
        }
        if (right) {
            rows.add(new Row(cell, heard, true, lost.nanos(cell, heard)));
        } else {
            rows.add(new Row(cell, heard, false, 0));
        }
    }

    /** Compares each call's cost with its record's parts. */
    void check(Books books) {
        for (Row row : rows) {
            JsonNode record = books.record(row.heard());
            if (Books.cost(record) != Books.served(record) + Books.lost(record)) {
                wrong.add(row.cell() + ": the record's cost is not that of its parts");
            }
        }
    }

    /** What was not as it must be. */
    List<String> wrong() {
        return wrong;
    }

    /** The longest that a client waited for the next text, timeouts taken off. */
    Duration slowest() {
        return Duration.ofNanos(rows.stream()
                .filter(row -> row.right() && !row.isToldOnly())
                .mapToLong(Row::ownNanos)
                .max()
                .orElseThrow());
    }

    String text(Books books, int calls) {
        Tables tables = new Tables();
        tables.begin(
                """
                `./serai drill midStream`, %s: each fault at each place, %d times for each dialect and mode, both client formats in turn,
                %d at a time; words every %d ms, a first byte after %d ms, `stall-timeout` %d ms, first-token timeout %d ms. Time lost is the
                longest wait for the next text, or for the finish, less what an unbroken stream makes its client wait; in the last rows,
                until the client is told.""".formatted(
                                LocalDate.now(ZoneOffset.UTC),
                                MidStreamDrill.TIMES,
                                MidStreamDrill.AT_ONCE,
                                MidStreamDrill.PACE.intervalMs(),
                                MidStreamDrill.PACE.firstByteMs(),
                                MidStreamDrill.STALL.toMillis(),
                                MidStreamDrill.FIRST_TOKEN.toMillis()),
                "fault",
                "where, and mode",
                "streams",
                "as they must be",
                "time lost: p50, p99, most",
                "without the timeout");
        part(tables, "before the first chunk, any mode", row -> row.cell().place() == Place.START);
        part(
                tables,
                "after 1, 10, all chunks, `continue`",
                row -> row.cell().place() != Place.START && row.cell().mode() == Mode.CONTINUE);
        part(
                tables,
                "after 1, 10, all chunks, `error` or `restart`",
                row -> row.cell().place() != Place.START && row.cell().mode() != Mode.CONTINUE);
        places(tables);
        long booked = sum(books.records());
        return tables
                + "\n%,d calls, unbroken ones included: %,d micro-USD by their records, %,d by the usage report, %,d by the ledger.%n"
                        .formatted(calls, booked, sum(books.report()), sum(books.ledger()));
    }

    private void part(Tables tables, String name, Predicate<Row> of) {
        for (Kind kind : Kind.values()) {
            List<Row> some = rows.stream()
                    .filter(row -> row.cell().kind() == kind && of.test(row))
                    .toList();
            List<Row> right = some.stream().filter(Row::right).toList();
            tables.row(
                    word(kind),
                    name,
                    some.size(),
                    right.size(),
                    times(right.stream().map(Row::nanos)),
                    kind == Kind.STALL ? times(right.stream().map(Row::ownNanos)) : "");
        }
    }

    private void places(Tables tables) {
        tables.begin(
                "Time lost with `continue`, p50 and most, timeouts taken off:",
                Stream.concat(Stream.of("fault", "after chunk"), Matrix.DIALECTS.stream())
                        .toArray(String[]::new));
        for (Kind kind : Kind.values()) {
            for (Place place : Place.values()) {
                List<Object> cells = new ArrayList<>();
                cells.add(word(kind));
                cells.add(place == Place.LAST ? "last" : place.chunks());
                for (String dialect : Matrix.DIALECTS) {
                    Cell cell = new Cell(kind, place, dialect, Mode.CONTINUE);
                    List<Long> sorted = rows.stream()
                            .filter(row -> row.right() && row.cell().equals(cell))
                            .map(Row::ownNanos)
                            .sorted()
                            .toList();
                    cells.add(
                            sorted.isEmpty()
                                    ? "none"
                                    : "%s, %s ms".formatted(millis(at(sorted, 50)), millis(sorted.getLast())));
                }
                tables.row(cells.toArray());
            }
        }
    }

    private static String times(Stream<Long> nanos) {
        List<Long> sorted = nanos.sorted().toList();
        return sorted.isEmpty()
                ? "none"
                : "%s, %s, %s ms".formatted(millis(at(sorted, 50)), millis(at(sorted, 99)), millis(sorted.getLast()));
    }

    private static long at(List<Long> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    private static String millis(long nanos) {
        return Long.toString(Math.round(nanos / 1e6));
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static long sum(Map<String, Long> book) {
        return book.values().stream().mapToLong(Long::longValue).sum();
    }
}
