package gateway.api;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Tells of an unexpected exception what may be logged: its types and places, never its texts. */
public final class Faults {
    private static final int FRAMES = 12;

    private Faults() {}

    /** Types and innermost places of the exception and its causes. */
    public static String describe(Throwable fault) {
        StringBuilder text = new StringBuilder();
        Throwable at = fault;
        for (int depth = 0; at != null && depth < 5; depth++) {
            text.append(depth == 0 ? "" : "; caused by ")
                    .append(at.getClass().getName())
                    .append(Arrays.stream(at.getStackTrace())
                            .limit(FRAMES)
                            .map(frame -> frame.getClassName() + ":" + frame.getLineNumber())
                            .collect(Collectors.joining(" < ", " at ", "")));
            at = at.getCause();
        }
        return text.toString();
    }
}
