package gateway.cost;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.cost.StreamCosts.Row;
import gateway.cost.StreamCosts.Way;
import gateway.failover.Client.Api;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams that end in every way are booked, in all books alike. */
class StreamCostTest {
    @Test
    void booksEveryStreamInAllBooks() {
        try (CostLab lab = CostLab.start()) {
            StreamCosts streams = new StreamCosts(lab);
            List<Row> rows = new ArrayList<>();
            for (String dialect : List.of("openai", "anthropic", "gemini", "bedrock")) {
                rows.addAll(streams.play(dialect, dialect.equals("anthropic") ? Api.ANTHROPIC : Api.OPENAI));
            }

            long booked = rows.stream().mapToLong(Row::microUsd).sum();
            assertThat(lab.reported(booked)).isEqualTo(booked);
            assertThat(lab.stop()).isEqualTo(booked);
            assertThat(lab.isLeased()).isFalse();
            for (Row row : rows) {
                boolean cut = row.way() == Way.CLIENT_LEAVES
                        || row.way() == Way.PROVIDER_CUTS
                        || row.way() == Way.ERROR_EVENT;
                assertThat(row.estimated()).as(row.toString()).isEqualTo(cut);
                assertThat(row.microUsd()).as(row.toString()).isPositive();
                if (cut) {
                    assertThat(row.output()).as(row.toString()).isPositive();
                } else {
                    assertThat(row.output()).as(row.toString()).isEqualTo(row.sentOutput());
                    assertThat(row.input()).as(row.toString()).isEqualTo(row.sentInput());
                }
            }
        }
    }
}
