package gateway.midstream;

import gateway.failover.Client.Api;
import gateway.failover.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One field of the matrix of streams that break.
 *
 * @param kind what happens
 * @param place where
 * @param dialect in which the first deployment answers
 * @param mode what the client wants then
 */
public record Cell(Kind kind, Place place, String dialect, Mode mode) {
    /** What happens to the stream. */
    public enum Kind {
        CUT("cutAfterChunks"),
        STALL("stallAfterChunks"),
        GARBAGE("garbageAfterChunks"),
        ERROR_EVENT("errorEventAfterChunks");

        private final String fault;

        Kind(String fault) {
            this.fault = fault;
        }
    }

    /** After how much of the answer. */
    public enum Place {
        START(0, 0),
        ONE(1, 1),
        TEN(10, 2),
        LAST(Answer.WORDS, 3);

        private final int chunks;
        private final int column;

        Place(int chunks, int column) {
            this.chunks = chunks;
            this.column = column;
        }

        /** So many chunks. */
        public int chunks() {
            return chunks;
        }
    }

    /** What the client wants when a stream breaks off, as the header has it. */
    public enum Mode {
        ERROR(1),
        RESTART(2),
        CONTINUE(3);

        private final int apart;

        Mode(int apart) {
            this.apart = apart;
        }

        /** The header's value. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the client sees. */
    public enum Result {
        /** The next deployment's answer from its beginning. */
        ANEW,
        /** One text and one end, and a comment where another deployment goes on. */
        GOES_ON,
        /** What was sent, an error event and a torn connection. */
        BREAKS_OFF,
        /** The first deployment's answer: nothing of it is missing. */
        COMPLETE
    }

    /** Every dialect and mode, with one fault. */
    public static List<Cell> of(Kind kind, Place place) {
        List<Cell> cells = new ArrayList<>();
        for (String dialect : Matrix.DIALECTS) {
            for (Mode mode : Mode.values()) {
                cells.add(new Cell(kind, place, dialect, mode));
            }
        }
        return cells;
    }

    /** The model that is asked for. */
    public String model() {
        return dialect + "-" + mode.word();
    }

    /** In which the second deployment answers; another one for each mode. */
    public String second() {
        int at = (Matrix.DIALECTS.indexOf(dialect) + mode.apart) % Matrix.DIALECTS.size();
        return Matrix.DIALECTS.get(at);
    }

    /** What the client speaks, the first time; both formats have their turn in each row and each column. */
    public Api api() {
        int at = Matrix.DIALECTS.indexOf(dialect) + mode.apart + place.column;
        return at % 2 == 0 ? Api.OPENAI : Api.ANTHROPIC;
    }

    /** What the client sees. */
    public Result result() {
        if (place == Place.START) {
            return Result.ANEW;
        }
        if (isFinished() && mode != Mode.ERROR) {
            return Result.COMPLETE;
        }
        return mode == Mode.CONTINUE ? Result.GOES_ON : Result.BREAKS_OFF;
    }

    /**
     * Whether the client may see this, too: what was sent right before a connection is reset may be lost on its way, so
     * that the stream breaks earlier.
     */
    boolean allows(Result seen) {
        boolean earlier = seen == Result.ANEW || seen == (mode == Mode.CONTINUE ? Result.GOES_ON : Result.BREAKS_OFF);
        return seen == result() || (kind == Kind.CUT && place != Place.START && earlier);
    }

    /** Whether the answer is complete when it breaks: Gemini's last words and the mark of its end are one event. */
    private boolean isFinished() {
        return place == Place.LAST && dialect.equals("gemini");
    }

    /** The simulator's fault for the first deployment. */
    String fault() {
        return "{\"model\":\"%s-a\",\"%s\":%d,%s}".formatted(model(), kind.fault, place.chunks, Answer.FIELD);
    }

    @Override
    public String toString() {
        return kind + " " + place + " " + model();
    }
}
