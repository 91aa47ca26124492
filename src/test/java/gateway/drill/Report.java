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

    /** Puts a text between the marks of a page that has one report. */
    static void put(Path page, String text) {
        put(page, BEGIN, END, text);
    }

    /** Puts a text between the marks of one of several reports of a page. */
    static void put(Path page, String drill, String text) {
        put(
                page,
                BEGIN.replace("drill's", "drill " + drill + "'s"),
                END.replace("drill's", "drill " + drill + "'s"),
                text);
    }

    private static void put(Path page, String begin, String end, String text) {
        try {
            String old = Files.readString(page, StandardCharsets.UTF_8);
            int from = old.indexOf(begin) + begin.length();
            Files.writeString(page, old.substring(0, from) + text + old.substring(old.indexOf(end)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
