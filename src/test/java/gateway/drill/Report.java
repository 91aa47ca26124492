package gateway.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a drill has to say: on the terminal, and in a page of the documentation. */
final class Report {
    private static final String BEGIN = "<!-- begin of the drill's report -->\n";
    private static final String END = "<!-- end of the drill's report -->\n";

    private Report() {}

    /** Tells one line. */
    static void line(String text) {
        System.out.println(text);
    }

    /** Puts a text between the marks of a page. */
    static void put(Path page, String text) {
        try {
            String old = Files.readString(page, StandardCharsets.UTF_8);
            int from = old.indexOf(BEGIN) + BEGIN.length();
            Files.writeString(page, old.substring(0, from) + text + old.substring(old.indexOf(END)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
