package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backup as docs/operations.md has it: files are copied while the gateway runs, and another one starts on the copies.
 */
class BackupTest {
    private static final String MODEL = "claude-sonnet-4-5";
    private static final String SWITCH = "/admin/v1/kill-switches/model/" + MODEL;

    @TempDir
    private Path data;

    @TempDir
    private Path copies;

    @Test
    void aCopyOfARunningGatewaysFilesIsAllThatIsNeeded() throws IOException, SQLException {
        String made;
        String later;
        try (TestGateway gateway = open(data)) {
            Client client = new Client(gateway);
            made = newKey(client);
            client.admin("PUT", SWITCH, TestGateway.ADMIN_KEY, "{\"reason\":\"before the backup\",\"mode\":\"drain\"}");
            List<String> copied = backUp();
            assertThat(copied).contains("serai.db", "decisions.db", "ledger.db", "usage.db");
            later = newKey(client);
            client.admin("DELETE", SWITCH, TestGateway.ADMIN_KEY, "");
            assertThat(ask(client, later, MODEL)).isEqualTo(200);
        }

        try (TestGateway restored = open(copies)) {
            Client client = new Client(restored);

            assertThat(ask(client, made, "gpt-4o-mini")).isEqualTo(200);
            assertThat(ask(client, later, "gpt-4o-mini"))
                    .as("made after the backup")
                    .isEqualTo(401);
            assertThat(ask(client, made, MODEL)).as("the switch stood then").isEqualTo(503);
            assertThat(client.admin("GET", "/admin/v1/audit", TestGateway.ADMIN_KEY, "")
                            .body())
                    .contains("before the backup")
                    .doesNotContain("\"delete\"");
        }
    }

    private static TestGateway open(Path folder) {
        return TestGateway.start("", null, Map.of("SERAI_DATA_DIR", folder.toString()));
    }

    private static String newKey(Client client) throws JsonProcessingException {
        String reply = client.admin("POST", "/admin/v1/keys", TestGateway.ADMIN_KEY, "{\"tenant\":\"demo\"}")
                .body();
        return JsonCodec.MAPPER.readTree(reply).path("key").asText();
    }

    private static int ask(Client client, String key, String model) {
        return client.post(Api.OPENAI, key, Map.of(), Client.body(model, false)).status();
    }

    /** What {@code sqlite3 FILE ".backup COPY"} does, by the driver. */
    private List<String> backUp() throws IOException, SQLException {
        List<Path> files;
        try (Stream<Path> all = Files.list(data)) {
            files = all.filter(file -> file.toString().endsWith(".db")).toList();
        }
        for (Path file : files) {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("backup to " + copies.resolve(file.getFileName()));
            }
        }
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }
}
