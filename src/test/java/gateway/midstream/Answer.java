package gateway.midstream;

import java.util.Arrays;
import java.util.List;

/** What every deployment answers. */
public final class Answer {
    /** The text. */
    public static final String TEXT = "The caravan left at dawn, and by noon it had crossed the dry river. Nobody spoke"
            + " of the wells; everybody counted the water. At night the youngest asked how far it was, and the oldest"
            + " said that it was as far as the stars, and a little nearer than home.";

    /** As a field of the simulator's faults. */
    static final String FIELD = "\"text\":\"" + TEXT + '"';

    private static final List<String> SPLIT = Arrays.asList(TEXT.split(" ", -1));

    /** The chunks of the text, without its end. */
    static final int WORDS = SPLIT.size();

    private Answer() {}

    /** The text's first chunks. */
    static String first(int chunks) {
        return String.join(" ", SPLIT.subList(0, chunks));
    }
}
