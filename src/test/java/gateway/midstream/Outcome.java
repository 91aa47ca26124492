package gateway.midstream;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.midstream.Cell.Result;
import gateway.midstream.Heard.Kind;

/** What must hold of a stream of a cell. */
public final class Outcome {
    private final Cell cell;
    private final Heard heard;

    private Outcome(Cell cell, Heard heard) {
        this.cell = cell;
        this.heard = heard;
    }

    /** Takes what was asked for and what came. */
    public static Outcome of(Cell cell, Heard heard) {
        return new Outcome(cell, heard);
    }

    /** What the client has seen. */
    public Result result() {
        if (heard.torn()) {
            return Result.BREAKS_OFF;
        }
        if (!heard.continuedBy().isEmpty()) {
            return Result.GOES_ON;
        }
        return heard.attempts().equals("2") ? Result.ANEW : Result.COMPLETE;
    }

    /** Fails if the client has seen anything that it must not see. */
    public void check() {
        assertThat(heard.status()).isEqualTo(200);
        assertThat(result()).satisfies(seen -> assertThat(cell.allows(seen)).isTrue());
        assertThat(heard.attempts()).isEqualTo(result() == Result.ANEW ? "2" : "1");
        if (result() == Result.BREAKS_OFF) {
            checkBreak();
            return;
        }
        assertThat(heard.text()).isEqualTo(Answer.TEXT);
        assertThat(heard.count(Kind.ERROR)).as("errors").isZero();
        assertThat(heard.count(Kind.FINISH)).as("finishes").isEqualTo(1);
        assertThat(heard.count(Kind.END)).as("ends").isEqualTo(1);
        assertThat(heard.last()).isEqualTo(Kind.END);
        if (result() == Result.GOES_ON) {
            assertThat(heard.continuedBy()).containsExactly(cell.model() + "-b");
        }
    }

    private void checkBreak() {
        String sent = Answer.first(cell.place().chunks());
        if (cell.kind() == Cell.Kind.CUT) {
            assertThat(sent).startsWith(heard.text());
            assertThat(heard.text()).isNotEmpty();
        } else {
            assertThat(heard.text()).isEqualTo(sent);
        }
        assertThat(heard.count(Kind.END)).as("ends").isZero();
        assertThat(heard.count(Kind.ERROR)).as("errors").isEqualTo(1);
        assertThat(heard.last()).isEqualTo(Kind.ERROR);
        assertThat(heard.continuedBy()).isEmpty();
    }
}
