package gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.failover.Matrix.Cell;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients see of every trouble a provider can have. */
class FailoverMatrixTest {
    private static Matrix matrix;

    @BeforeAll
    static void start() {
        matrix = Matrix.start();
    }

    @AfterAll
    static void stop() {
        matrix.close();
    }

    static List<Cell> cells() {
        return Matrix.cells().stream()
                .filter(cell -> cell.trouble() != Trouble.RETRY_AFTER)
                .filter(cell -> cell.trouble() != Trouble.HANG || cell.dialect().equals("anthropic"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void showsTheClientWhatTheMatrixSays(Cell cell) {
        Reply reply = matrix.ask(cell, Api.OPENAI);

        new Verdict(matrix, cell).check(reply);
    }

    @ParameterizedTest
    @MethodSource("brokenStreams")
    void tearsTheConnectionInAnthropicsFormatToo(Cell cell) {
        Reply reply = matrix.ask(cell, Api.ANTHROPIC);

        assertThat(reply.torn()).isTrue();
        assertThat(reply.body())
                .startsWith("event: message_start")
                .contains("event: error")
                .doesNotContain("message_stop");
    }

    static List<Cell> brokenStreams() {
        return Matrix.cells().stream()
                .filter(cell -> cell.result() == Trouble.Result.BREAKS_OFF)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rests")
    void leavesARestingDeploymentAlone(Cell cell) {
        new Verdict(matrix, cell).check(matrix.ask(cell, Api.OPENAI));

        Reply next = matrix.ask(cell, Api.OPENAI);

        assertThat(next.status()).isEqualTo(200);
        assertThat(next.header("x-serai-attempts")).isEqualTo("1");
        assertThat(next.header("x-serai-deployment")).isEqualTo(cell.model() + "-second");
        assertThat(matrix.callsOfFirst(cell)).isEqualTo(1);
    }

    static List<Cell> rests() {
        return Matrix.cells().stream()
                .filter(cell -> cell.trouble() == Trouble.RETRY_AFTER)
                .toList();
    }

    @Test
    void leavesTheSecondDeploymentTimeWhenTheFirstHangs() {
        Cell cell = new Cell(Trouble.HANG, "openai", true);

        Reply reply = matrix.ask(cell, Api.OPENAI);

        new Verdict(matrix, cell).check(reply);
        assertThat(reply.took()).isLessThan(Duration.ofMillis(3_500));
    }
}
