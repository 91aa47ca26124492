package gateway.app;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command line of an admin command says.
 *
 * @param words the command and what it is about
 * @param options values by the names of options, without dashes
 */
record AdminArguments(List<String> words, Map<String, List<String>> options) {
    AdminArguments {
        words = List.copyOf(words);
        options = Map.copyOf(options);
    }

    /**
     * Reads arguments.
     *
     * @throws IllegalArgumentException if an option lacks its value
     */
    static AdminArguments of(List<String> arguments) {
        List<String> words = new ArrayList<>();
        Map<String, List<String>> options = new LinkedHashMap<>();
        Iterator<String> left = arguments.iterator();
        while (left.hasNext()) {
            String argument = left.next();
            if (!argument.startsWith("--")) {
                words.add(argument);
                continue;
            }
            int equals = argument.indexOf('=');
            String name = argument.substring(2, equals < 0 ? argument.length() : equals);
            String value = argument.substring(equals + 1);
            if (equals < 0) {
                value = left.hasNext() ? left.next() : "--";
                if (value.startsWith("--")) {
                    throw new IllegalArgumentException("--" + name + " needs a value");
                }
            }
            options.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
        return new AdminArguments(words, options);
    }

    /**
     * Refuses options that mean nothing here, and words that are too many or missing.
     *
     * @param count of words
     * @param known names of options
     */
    void check(int count, List<String> known) {
        for (Map.Entry<String, List<String>> option : options.entrySet()) {
            if (!known.contains(option.getKey()) && !option.getKey().equals("url")) {
                throw new IllegalArgumentException("unknown option --" + option.getKey());
            }
            if (option.getValue().size() > 1 && !option.getKey().equals("model")) {
                throw new IllegalArgumentException("--" + option.getKey() + " must be given once");
            }
        }
        if (words.size() != count) {
            throw new IllegalArgumentException(words.size() < count ? "an id is missing" : "too many arguments");
        }
    }

    /** An option's value; null if it is not given. */
    @Nullable String value(String name) {
        List<String> values = options.get(name);
        return values == null ? null : values.getFirst();
    }

    /** All of an option's values. */
    List<String> values(String name) {
        return options.getOrDefault(name, List.of());
    }
}
