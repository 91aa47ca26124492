package gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.failover.Client.Reply;
import gateway.failover.Matrix.Cell;
import java.time.Duration;

/** What must hold of the answer to one field of the matrix. */
public final class Verdict {
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Matrix matrix;
    private final Cell cell;

    /** Takes what was asked. */
    public Verdict(Matrix matrix, Cell cell) {
        this.matrix = matrix;
        this.cell = cell;
    }

    /** Fails if the answer is another one. */
    public void check(Reply reply) {
        switch (cell.result()) {
            case FAILS_OVER -> {
                served(reply, "-second", "2");
                assertThat(reply.took()).isLessThan(SOON);
            }
            case FAILS_OVER_LATE -> served(reply, "-second", "2");
            case SERVES -> served(reply, "-first", "1");
            case CLIENT_FAULT -> refused(reply, 400, "invalid_request");
            case TOO_LONG -> refused(reply, 400, "context_length_exceeded");
            case LATE -> refused(reply, 504, "deadline_exceeded");
            case BREAKS_OFF -> {
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.header("x-serai-attempts")).isEqualTo("1");
                assertThat(reply.torn()).as("torn").isTrue();
                assertThat(reply.body()).contains("This", "\"error\":").doesNotContain("[DONE]");
                assertThat(reply.took()).isLessThan(SOON);
            }
        }
    }

    private void served(Reply reply, String deployment, String attempts) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.torn()).as("torn").isFalse();
        assertThat(reply.header("x-serai-deployment")).isEqualTo(cell.model() + deployment);
        assertThat(reply.header("x-serai-attempts")).isEqualTo(attempts);
        assertThat(reply.body()).contains("Hello");
        if (cell.stream()) {
            assertThat(reply.body().strip()).endsWith("data: [DONE]");
        }
    }

    private void refused(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("x-serai-code")).isEqualTo(code);
        assertThat(reply.body()).contains("\"error\"");
        assertThat(matrix.callsOfSecond(cell)).as("calls of the second").isZero();
    }
}
