package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.failover.Matrix;
import gateway.failover.Matrix.Cell;
import gateway.failover.Trouble;
import gateway.failover.Verdict;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Asks every field of the failover matrix, and writes down what clients saw and how long it took. */
class FailoverDrill {
    private static final Path PAGE = Path.of("docs", "failover.md");

    @Test
    void writesTheMatrix() {
        List<String> wrong = new ArrayList<>();
        StringBuilder table =
                new StringBuilder("`./serai drill failover`, %s. Milliseconds from the request to the end of the"
                                .formatted(LocalDate.now(ZoneOffset.UTC))
                        + " answer, whole / streamed.\n\n| trouble | whole | streamed | openai | anthropic | gemini | bedrock |\n"
                        + "|---|---|---|---|---|---|---|\n");
        try (Matrix matrix = Matrix.start()) {
            for (Trouble trouble : Trouble.values()) {
                table.append("| ").append(trouble.id()).append(" | ");
                table.append(words(trouble.result(false))).append(" | ").append(words(trouble.result(true)));
                for (String dialect : Matrix.DIALECTS) {
                    table.append(" | ")
                            .append(ask(matrix, new Cell(trouble, dialect, false), wrong))
                            .append(" / ")
                            .append(ask(matrix, new Cell(trouble, dialect, true), wrong));
                }
                table.append(" |\n");
            }
        }
        Report.put(PAGE, table.toString());
        Report.line(table.toString());
        assertThat(wrong).isEmpty();
    }

    private static long ask(Matrix matrix, Cell cell, List<String> wrong) {
        Reply reply = matrix.ask(cell, Api.OPENAI);
        try {
            new Verdict(matrix, cell).check(reply);
        } catch (AssertionError e) {
            wrong.add(cell + ": " + e.getMessage());
        }
        return reply.took().toMillis();
    }

    private static String words(Trouble.Result result) {
        return switch (result) {
            case FAILS_OVER -> "next deployment";
            case FAILS_OVER_LATE -> "next deployment, after the first-token timeout";
            case SERVES -> "served";
            case CLIENT_FAULT -> "400 `invalid_request`";
            case TOO_LONG -> "400 `context_length_exceeded`";
            case BREAKS_OFF -> "error event, connection cut";
            case LATE -> "504 `deadline_exceeded` after the total timeout (3 s here)";
        };
    }
}
