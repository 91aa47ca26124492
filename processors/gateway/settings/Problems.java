package gateway.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong, so that one start shows it all. */
final class Problems {
    private final List<String> found = new ArrayList<>();
    private final Set<String> places = new HashSet<>();

    /** Notes a problem of a place, such as {@code gateway.port}. */
    void add(String path, String problem) {
        places.add(path);
        found.add(path + " " + problem);
    }

    /**
     * Notes a problem, unless something is wrong with the place itself or with what contains it: then its value is a
     * stand-in, and a second complaint would only confuse.
     */
    void check(boolean holds, String path, String problem) {
        if (!holds && sound(path)) {
            add(path, problem);
        }
    }

    /** Notes a problem that has no place in the tree. */
    void general(String problem) {
        found.add(problem);
    }

    /** What was found, in order. */
    List<String> found() {
        return List.copyOf(found);
    }

    /** Whether nothing is wrong with a place so far, nor with what contains it. */
    boolean sound(String path) {
        for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
            if (places.contains(at)) {
                return false;
            }
        }
        return true;
    }
}
