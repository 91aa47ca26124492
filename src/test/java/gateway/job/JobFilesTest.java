package gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What lies on the disk of jobs that wait and of those that are done. */
class JobFilesTest {
    private static final String MARKER = "zx83marker";
    private static final String SWITCH = "/admin/v1/kill-switches/model/" + JobContract.MODEL;

    @Test
    void holdsNeitherContentNorKey() throws IOException {
        try (JmsJobs side = new JmsJobs()) {
            JobClient client = new JobClient(side.url(), side.key());
            side.admin("PUT", SWITCH, "{\"reason\":\"test\",\"mode\":\"drain\"}");
            String id = client.submit("/v1/chat/completions", MARKER);
            List<Path> holders = files(side.folder(), id);
            assertThat(holders).isNotEmpty().allMatch(file -> file.toString().contains("journal"));

            side.admin("DELETE", SWITCH, "");

            assertThat(client.await(id, "completed").toString()).contains(MARKER);
            assertThat(files(side.folder(), MARKER)).isEmpty();
            assertThat(files(side.folder().resolve("queues"), side.key())).isEmpty();
        }
    }

    private static List<Path> files(Path folder, String text) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> read(file).contains(text) || read(file).contains(spaced(text)))
                    .toList();
        }
    }

    /** As the broker writes texts, in two bytes each. */
    private static String spaced(String text) {
        return String.join("\0", text.split(""));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // one that is gone by now holds nothing
            return "";
        }
    }
}
