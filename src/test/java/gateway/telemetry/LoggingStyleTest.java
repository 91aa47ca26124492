package gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.OurClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Our own log lines are constants with arguments, and their fields are listed. */
class LoggingStyleTest {
    private static final Pattern CALL = Pattern.compile("\\b(?:LOG|log)\\s*\\.(?:trace|debug|info|warn|error|log)\\(");
    private static final Pattern CONSTANT = Pattern.compile(
            "\\s*\"(?:[^\"\\\\]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\]|\\\\.)*\")*\\s*[,)].*", Pattern.DOTALL);
    private static final Pattern THROWN = Pattern.compile(",\\s*(?:e|cause|fault|failure|thrown|exception)\\s*\\)");
    private static final Pattern FIELD = Pattern.compile("addKeyValue\\(\\s*(\"[^\"]*\"|[^\",]*)");

    @Test
    void everyMessageIsAConstant() throws IOException {
        List<String> wrong = new ArrayList<>();
        int calls = 0;
        for (Path file : OurClasses.sources()) {
            String text = Files.readString(file);
            Matcher call = CALL.matcher(text);
            while (call.find()) {
                calls++;
                if (!isConstant(text.substring(call.end()))) {
                    wrong.add(file + ": " + line(text, call.start()));
                }
            }
        }

        assertThat(calls).isGreaterThan(50);
        assertThat(wrong).isEmpty();
    }

    @Test
    void noExceptionIsHandedToALogger() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : OurClasses.sources()) {
            String text = Files.readString(file);
            Matcher call = CALL.matcher(text);
            while (call.find()) {
                String statement = text.substring(call.end(), text.indexOf(';', call.end()));
                if (THROWN.matcher(statement).find()) {
                    wrong.add(file + ": " + line(text, call.start()));
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyFieldIsListed() throws IOException {
        List<String> fields = new ArrayList<>();
        for (Path file : OurClasses.sources()) {
            FIELD.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .forEach(fields::add);
        }

        assertThat(fields)
                .hasSizeGreaterThan(20)
                .allMatch(field -> LogFields.allows(field.replace("\"", "")), "is listed in LogFields");
    }

    @Test
    void wouldFindAMessageThatIsNone() {
        assertThat(isConstant("\"failed: \" + body)")).isFalse();
        assertThat(isConstant("body)")).isFalse();
        assertThat(isConstant("\"failed: {}\"\n + \" of {}\", body)")).isTrue();
        assertThat(THROWN.matcher("\"failed\", e)").find()).isTrue();
    }

    private static boolean isConstant(String arguments) {
        return CONSTANT.matcher(arguments).matches();
    }

    private static String line(String text, int at) {
        return text.substring(at, text.indexOf('\n', at));
    }
}
