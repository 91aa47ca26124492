package gateway.guard;

import java.util.List;

/** Finds personal data in a text, in time linear in its length. Thread-safe. */
@FunctionalInterface
public interface Scanner {
    /**
     * Looks through a text.
     *
     * @param text any length, any Unicode, unpaired surrogates included
     * @return what was found, in order, without overlaps
     */
    List<Finding> scan(String text);
}
