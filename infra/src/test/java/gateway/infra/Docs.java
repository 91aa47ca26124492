package gateway.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads documents that the stacks are compared with, above all {@code docs/aws-data.md}, by which the gateway goes. */
final class Docs {
    private static final Path FILE = Path.of("../docs/aws-data.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private Docs() {}

    /** All of it. */
    static String text() {
        return text(FILE);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cells of the table under a header that begins so, row by row. */
    static List<List<String>> table(String header) {
        return table(FILE, header);
    }

    /** The same of another document. */
    static List<List<String>> table(Path file, String header) {
        List<List<String>> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : text(file).lines().toList()) {
            if (line.startsWith(header)) {
                inside = true;
            } else if (inside && !line.startsWith("|")) {
                break;
            } else if (inside && !line.startsWith("|---")) {
                rows.add(List.of(line.substring(1, line.length() - 1).strip().split("\\s*\\|\\s*", -1)));
            }
        }
        if (rows.isEmpty()) {
            throw new AssertionError(file + " has no table with the header " + header);
        }
        return rows;
    }

    /** What stands between backticks. */
    static List<String> code(String cell) {
        List<String> found = new ArrayList<>();
        Matcher matcher = CODE.matcher(cell);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
