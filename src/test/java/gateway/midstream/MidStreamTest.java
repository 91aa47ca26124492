package gateway.midstream;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.midstream.Cell.Kind;
import gateway.midstream.Cell.Place;
import gateway.midstream.Cell.Result;
import gateway.simulator.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What clients get of streams that break, by every fault, at every place, in every dialect and mode, and what it costs.
 */
class MidStreamTest {
    private static final Duration STALL = Duration.ofMillis(600);
    private static final Duration FIRST_TOKEN = Duration.ofMillis(1_500);

    private static final Map<Cell, Heard> HEARD = new LinkedHashMap<>();
    private static Books books;

    static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Place place : Place.values()) {
                cells.addAll(Cell.of(kind, place));
            }
        }
        return cells;
    }

    /** One fault after the other, with all dialects and modes at once. */
    @BeforeAll
    static void askForAll() throws InterruptedException, ExecutionException {
        try (MidStream lab = MidStream.start(STALL, FIRST_TOKEN, Pace.INSTANT);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int whole = 0;
            for (Cell cell : Cell.of(Kind.CUT, Place.LAST)) {
                assertThat(lab.ask(cell, cell.api()).text()).isEqualTo(Answer.TEXT);
                whole++;
            }
            for (Kind kind : Kind.values()) {
                for (Place place : Place.values()) {
                    List<Cell> cells = Cell.of(kind, place);
                    lab.breakStreams(cells);
                    Map<Cell, Future<Heard>> asked = new LinkedHashMap<>();
                    cells.forEach(cell -> asked.put(cell, threads.submit(() -> lab.ask(cell, cell.api()))));
                    for (Map.Entry<Cell, Future<Heard>> each : asked.entrySet()) {
                        HEARD.put(each.getKey(), each.getValue().get());
                    }
                }
            }
            books = lab.stop(HEARD.size() + whole);
        }
    }

    @AfterAll
    static void forget() {
        HEARD.clear();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void showsTheClientOneTextOrThatItBroke(Cell cell) {
        Outcome.of(cell, heard(cell)).check();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void recordsAllThatTookPart(Cell cell) {
        Result seen = Outcome.of(cell, heard(cell)).result();
        JsonNode record = books.record(heard(cell));

        assertThat(record.path("result").asText()).isEqualTo(seen == Result.BREAKS_OFF ? "failed" : "complete");
        assertThat(record.path("attempts")).hasSize(seen == Result.ANEW || seen == Result.GOES_ON ? 2 : 1);
        assertThat(Books.served(record)).isPositive();
        assertThat(Books.cost(record)).isEqualTo(Books.served(record) + Books.lost(record));
    }

    @Test
    void booksTheSameEverywhere() {
        assertThat(books.records()).hasSize(Cell.of(Kind.CUT, Place.START).size());
        assertThat(books.report()).isEqualTo(books.records());
        assertThat(books.ledger()).isEqualTo(books.records());
        assertThat(books.leased()).isFalse();
    }

    private static Heard heard(Cell cell) {
        return requireNonNull(HEARD.get(cell));
    }
}
