package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.failover.Client.Api;
import gateway.midstream.Books;
import gateway.midstream.Cell;
import gateway.midstream.Cell.Kind;
import gateway.midstream.Cell.Place;
import gateway.midstream.Heard;
import gateway.midstream.Lost;
import gateway.midstream.MidStream;
import gateway.simulator.Pace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Breaks streams by every fault at every place, in every dialect and mode, and writes down how long clients waited. */
class MidStreamDrill {
    static final Duration STALL = Duration.ofSeconds(1);
    static final Duration FIRST_TOKEN = Duration.ofMillis(1_500);
    static final int TIMES = Integer.getInteger("drill.times", 20);
    static final int AT_ONCE = Integer.getInteger("drill.at-once", 4);
    static final Pace PACE = new Pace(20, 5, 0);

    private static final Path PAGE = Path.of("docs", "failover.md");
    private static final Duration MOST = Duration.ofSeconds(2);

    private int calls;

    @Test
    void measuresWhatABreakCosts() throws InterruptedException, ExecutionException {
        MidStreamReport report;
        Books books;
        try (MidStream lab = MidStream.start(STALL, FIRST_TOKEN, PACE);
                ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Cell> well = Cell.of(Kind.CUT, Place.LAST);
            // the first time is for the compilers
            ask(lab, threads, well);
            report = new MidStreamReport(Lost.against(ask(lab, threads, well)));
            for (Kind kind : Kind.values()) {
                for (Place place : Place.values()) {
                    List<Cell> cells = Cell.of(kind, place);
                    lab.breakStreams(cells);
                    report.add(ask(lab, threads, cells));
                }
            }
            books = lab.stop(calls);
        }
        report.check(books);
        String text = report.text(books, calls);
        Report.put(PAGE, "midStream", text);
        Report.line(text);
        assertThat(report.wrong()).isEmpty();
        assertThat(report.slowest()).isLessThan(MOST);
        assertThat(books.report()).isEqualTo(books.records());
        assertThat(books.ledger()).isEqualTo(books.records());
        assertThat(books.leased()).isFalse();
    }

    private Map<Cell, List<Heard>> ask(MidStream lab, ExecutorService threads, List<Cell> cells)
            throws InterruptedException, ExecutionException {
        Map<Cell, List<Future<Heard>>> asked = new LinkedHashMap<>();
        for (int i = 0; i < TIMES; i++) {
            for (Cell cell : cells) {
                Api api = i % 2 == 0 ? Api.OPENAI : Api.ANTHROPIC;
                asked.computeIfAbsent(cell, key -> new ArrayList<>()).add(threads.submit(() -> lab.ask(cell, api)));
                calls++;
            }
        }
        Map<Cell, List<Heard>> heard = new LinkedHashMap<>();
        for (Map.Entry<Cell, List<Future<Heard>>> each : asked.entrySet()) {
            for (Future<Heard> one : each.getValue()) {
                heard.computeIfAbsent(each.getKey(), key -> new ArrayList<>()).add(one.get());
            }
        }
        return heard;
    }
}
