package gateway.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the cache of answers has for a request. */
public sealed interface Recall {
    /** The word for the response header and the decision record; empty where there is none. */
    String word();

    /** Whether the caller is given an answer that was kept. */
    default boolean isHit() {
        return this instanceof Hit;
    }

    /** The tenant did not ask for a cache here. */
    record Off() implements Recall {
        @Override
        public String word() {
            return "";
        }
    }

    /**
     * It was not looked for.
     *
     * @param why in a word, such as {@code tools}
     * @param keeper keeps the answer all the same; null = nobody does
     */
    record Bypass(String why, @Nullable Keeper keeper) implements Recall {
        @Override
        public String word() {
            return "bypass";
        }
    }

    /**
     * There is none.
     *
     * @param keeper keeps the answer that will come; null = nobody does
     */
    record Miss(@Nullable Keeper keeper) implements Recall {
        @Override
        public String word() {
            return "miss";
        }
    }

    /**
     * There is one.
     *
     * @param deployment who answered then, and may be called now too
     * @param completion what, as it was before anybody has judged or changed it
     * @param original its JSON as it came; null where there is none
     * @param lost names of the request's fields that could not be carried over
     * @param age how long ago its request came
     * @param likeness of the two questions, up to 1; null where they are the same
     */
    record Hit(
            Deployment deployment,
            Completion completion,
            @Nullable Original original,
            List<String> lost,
            Duration age,
            @Nullable Double likeness)
            implements Recall {
        public Hit {
            lost = List.copyOf(lost);
        }

        @Override
        public String word() {
            return "hit";
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Hit[" + deployment.id() + ", " + age + ", " + likeness + "]";
        }
    }
}
