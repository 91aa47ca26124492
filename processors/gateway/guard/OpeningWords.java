package gateway.guard;

import java.util.Scanner;
import java.util.Set;
import java.util.stream.Collectors;

/** Words that sentences often begin with, English and German, and that stand in no name or address. Thread-safe. */
final class OpeningWords {
    private static final Set<String> WORDS = new Scanner("""
                    this that these those the there here it its if when what why how which we you they your our but so
                    yes no not please thanks thank sorry sure certainly hello based first however let once with for
                    ich wir sie es das dies diese dieser dieses ein eine einen hier ja nein wenn wie was warum gerne
                    hallo bitte danke leider aber ihre ihr
                    """).tokens().collect(Collectors.toUnmodifiableSet());

    private OpeningWords() {}

    /**
     * Whether it is one.
     *
     * @param word in small letters
     */
    static boolean contain(String word) {
        return WORDS.contains(word);
    }
}
