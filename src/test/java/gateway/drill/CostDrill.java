package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.cost.StreamCosts;
import gateway.cost.StreamCosts.Booked;
import gateway.failover.Client.Api;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Holds what is booked against what providers charge, stream by stream and over many calls with faults. */
class CostDrill {
    private static final Path PAGE = Path.of("docs", "cost.md");
    private static final int LEARNT = 100;

    @Test
    void holdsWhatIsBookedAgainstWhatProvidersCharge() {
        String table = streams();
        Report.put(PAGE, table);
        Report.line(table);
    }

    private static String streams() {
        StringBuilder table =
                new StringBuilder("`./serai drill cost`, %s.%n%n".formatted(LocalDate.now(ZoneOffset.UTC)));
        table.append("| stream | dialect | charged: tokens in + out, micro-USD | booked at first | OpenAI's API | ")
                .append("Anthropic's API |\n|---|---|---|---|---|---|\n");
        List<Booked> first;
        List<Booked> openAi;
        List<Booked> anthropic;
        try (StreamCosts costs = StreamCosts.open()) {
            first = costs.run(Api.OPENAI);
            costs.learn(LEARNT);
            openAi = costs.run(Api.OPENAI);
            anthropic = costs.run(Api.ANTHROPIC);
        }
        for (int i = 0; i < first.size(); i++) {
            Booked one = openAi.get(i);
            table.append("| %s | %s | %d + %d, %d | %s | %s | %s |%n"
                    .formatted(
                            one.cell().words(),
                            one.cell().dialect(),
                            one.inputTokens(),
                            one.outputTokens(),
                            one.charged(),
                            booked(first.get(i)),
                            booked(one),
                            booked(anthropic.get(i))));
        }
        for (List<Booked> run : List.of(first, openAi, anthropic)) {
            assertThat(run).allSatisfy(each -> {
                assertThat(each.ledger()).isEqualTo(each.decision());
                assertThat(each.usage()).isEqualTo(each.decision());
            });
        }
        return table.toString();
    }

    private static String booked(Booked booked) {
        return booked.decision() == booked.charged()
                ? booked.decision() + ", exact"
                : String.format(Locale.ROOT, "%d, %+.1f %%", booked.decision(), booked.deviation());
    }
}
