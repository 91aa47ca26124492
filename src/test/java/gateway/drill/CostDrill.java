package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.cost.CostLab;
import gateway.cost.StreamCosts;
import gateway.cost.StreamCosts.Row;
import gateway.cost.Traffic;
import gateway.failover.Client.Api;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What is booked of streams that end in every way, and that ten thousand calls under random faults all have an end. */
class CostDrill {
    private static final int CALLS = 10_000;
    private static final int LEARNT_FROM = 60;

    private final StringBuilder report = new StringBuilder();

    @Test
    void costsAddUp() throws Exception {
        streams();
        traffic();
        Report.put(Path.of("docs", "cost.md"), report.toString());
        Report.line(report.toString());
    }

    private void streams() {
        report.append(
                        "`./serai drill cost`, %s. The simulator makes a token of each word, and words of other lengths than"
                                .formatted(LocalDate.now(ZoneOffset.UTC)))
                .append(" real models do, so that estimates\nare off until they have learnt: these are after ")
                .append(LEARNT_FROM)
                .append(" whole streams of each model.\n\n");
        report.append(
                "| dialect | client's API | the stream | input booked / begun | output booked / sent | micro-USD booked |"
                        + " of these, for failed attempts |\n|---|---|---|---|---|---|---|\n");
        try (CostLab lab = CostLab.start()) {
            StreamCosts streams = new StreamCosts(lab);
            long booked = 0;
            for (String dialect : List.of("openai", "anthropic", "gemini", "bedrock")) {
                booked += streams.learn(dialect, LEARNT_FROM);
                for (Api api : Api.values()) {
                    for (Row row : streams.play(dialect, api)) {
                        booked += row.microUsd();
                        tell(row);
                    }
                }
            }
            long spent = lab.stop();
            report.append("\n")
                    .append(streams.calls())
                    .append(" streams, ")
                    .append(booked)
                    .append(" micro-USD by their decision records, ")
                    .append(spent)
                    .append(" by the ledger.\n\n");
            assertThat(spent).isEqualTo(booked);
            assertThat(lab.isLeased()).isFalse();
        }
    }

    private void tell(Row row) {
        report.append("| %s | %s | %s | %d / %d%s | %d / %d%s | %d | %d |%n"
                .formatted(
                        row.dialect(),
                        row.api().name().toLowerCase(Locale.ROOT),
                        row.way().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        row.input(),
                        row.sentInput(),
                        row.estimated() ? " (estimate)" : "",
                        row.output(),
                        row.sentOutput(),
                        row.estimated() ? " (estimate)" : "",
                        row.microUsd(),
                        row.attemptsMicroUsd()));
    }

    private void traffic() throws Exception {
        try (CostLab lab = CostLab.start()) {
            Traffic traffic = new Traffic(lab);
            traffic.run(CALLS, 7);
            long cost = traffic.costOfDecisions(CALLS);
            long reported = lab.reported(cost);
            long spent = lab.stop();
            report.append("""
                    %,d calls under random faults, clients that leave, deadlines and %d kill switches of mode cut: %,d micro-USD
                    by the decision records, %,d by the usage report, %,d by the ledger; nothing was left reserved or leased.
                    """.formatted(CALLS, traffic.cuts(), cost, reported, spent));
            assertThat(reported).isEqualTo(cost);
            assertThat(spent).isEqualTo(cost);
            assertThat(lab.isLeased()).isFalse();
        }
    }
}
