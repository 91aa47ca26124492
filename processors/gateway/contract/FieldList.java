package gateway.contract;

import gateway.contract.Field.Section;
import gateway.contract.Field.Use;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a provider's API that the project knows. Immutable. As text, a line each: section, path, types with
 * {@code |} between or {@code any}, use, then {@code required}, {@code wire} and {@code union=NAME} where they hold,
 * and the values in braces.
 */
public final class FieldList {
    /** The lists that are shipped. */
    public static final List<String> NAMES =
            List.of("openai", "azure", "mistral", "anthropic", "gemini", "vertex", "bedrock");

    private static final int COLUMNS = 4;
    private static final String UNION = "union=";

    private final Map<Section, NavigableMap<String, Field>> fields = new EnumMap<>(Section.class);

    /** Takes the fields; of two of the same place, the last one. */
    public FieldList(Collection<Field> all) {
        for (Section section : Section.values()) {
            fields.put(section, new TreeMap<>());
        }
        all.forEach(field -> map(field.section()).put(field.path(), field));
    }

    /**
     * The list of a provider.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public static FieldList shipped(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("there is no list of fields " + name + ": choose one of " + NAMES);
        }
        try (InputStream file = FieldList.class.getResourceAsStream("/gateway/contract/" + name + ".txt")) {
            if (file == null) {
                throw new IllegalStateException("the list of fields " + name + " is missing in this build");
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException naming the line that is none
     */
    public static FieldList parse(String text) {
        return new FieldList(text.lines()
                .filter(line -> !line.isBlank() && line.charAt(0) != '#')
                .map(FieldList::field)
                .toList());
    }

    /** The list as text, sorted, without its heading. */
    public String text() {
        StringBuilder text = new StringBuilder();
        fields.forEach((section, own) -> own.values().forEach(field -> line(field, text)));
        return text.toString();
    }

    /** The field at a place; null if it is not known. */
    public @Nullable Field find(Section section, String path) {
        return map(section).get(path);
    }

    /** Whether the fields of an object are known; it is a tool's arguments or the like where none is. */
    boolean opens(Section section, String path) {
        String below = path + '.';
        String next = map(section).ceilingKey(below);
        return next != null && next.startsWith(below);
    }

    /** Every field. */
    public List<Field> all() {
        return fields.values().stream().flatMap(own -> own.values().stream()).toList();
    }

    /** Every field of a section, by path. */
    public Map<String, Field> of(Section section) {
        return Map.copyOf(map(section));
    }

    /** All fields of both, so that what one of them knows is known. */
    public FieldList with(FieldList other) {
        List<Field> both = new ArrayList<>();
        for (Section section : Section.values()) {
            Map<String, Field> own = new TreeMap<>(map(section));
            other.map(section).forEach((path, field) -> own.merge(path, field, Field::or));
            both.addAll(own.values());
        }
        return new FieldList(both);
    }

    private NavigableMap<String, Field> map(Section section) {
        return fields.computeIfAbsent(section, none -> new TreeMap<>());
    }

    private static Field field(String line) {
        List<String> words = Arrays.asList(line.strip().split(" +", -1));
        try {
            String last = words.getLast();
            boolean listed = last.startsWith("{");
            return new Field(
                    Section.valueOf(words.get(0).toUpperCase(Locale.ROOT)),
                    words.get(1),
                    words.get(2).equals("any")
                            ? new TreeSet<>()
                            : new TreeSet<>(Arrays.asList(words.get(2).split("\\|", -1))),
                    listed
                            ? new TreeSet<>(Arrays.asList(
                                    last.substring(1, last.length() - 1).split(",", -1)))
                            : new TreeSet<>(),
                    Use.valueOf(words.get(COLUMNS - 1).toUpperCase(Locale.ROOT)),
                    words.contains("required"),
                    !words.contains("wire"),
                    words.stream()
                            .filter(word -> word.startsWith(UNION))
                            .map(word -> word.substring(UNION.length()))
                            .findFirst()
                            .orElse(""));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException("this line of a list of fields is none: " + line, e);
        }
    }

    private static void line(Field field, StringBuilder text) {
        text.append(field.section().name().toLowerCase(Locale.ROOT))
                .append(' ')
                .append(field.path())
                .append(' ')
                .append(field.types().isEmpty() ? "any" : String.join("|", field.types()))
                .append(' ')
                .append(field.use().name().toLowerCase(Locale.ROOT))
                .append(field.required() ? " required" : "")
                .append(field.official() ? "" : " wire")
                .append(field.union().isEmpty() ? "" : " " + UNION + field.union());
        if (!field.values().isEmpty()) {
            text.append(" {").append(String.join(",", field.values())).append('}');
        }
        text.append('\n');
    }
}
