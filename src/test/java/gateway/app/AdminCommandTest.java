package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.admin.AdminServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees of {@code ./serai keys}, {@code residency} and {@code usage}. */
class AdminCommandTest {
    private static final Pattern MADE = Pattern.compile("id {3}(\\S+)\nkey {2}(\\S+)\n");

    private AdminServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = new AdminServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private record Result(int code, String out, String err) {}

    @Test
    void createsListsRotatesAndRevokesAKey() {
        Matcher made = made(run("keys", "create", "--tenant", "demo", "--name", "my app", "--model=gpt-5-nano"));
        Result listed = run("keys", "list", "--tenant", "demo");
        Matcher rotated = made(run("keys", "rotate", made.group(1), "--overlap", "1h"));
        boolean both = server.knows(made.group(2)) && server.knows(rotated.group(2));
        Result revoked = run("keys", "revoke", made.group(1));

        assertThat(listed.out()).contains("my app", made.group(1)).doesNotContain(made.group(2));
        assertThat(both).isTrue();
        assertThat(revoked.code()).isZero();
        assertThat(revoked.out()).isEqualTo("The key " + made.group(1) + " is revoked.\n");
        assertThat(server.knows(rotated.group(2))).isFalse();
    }

    @Test
    void createsAKeyWithLimitsAndChangesThem() {
        Matcher made =
                made(run("keys", "create", "--tenant", "demo", "--usd-per-day", "12.50", "--requests-per-minute=60"));
        Result listed = run("keys", "list", "--tenant", "demo");
        Result limited = run("keys", "limit", made.group(1), "--usd-per-month", "100", "--concurrent", "2");
        Result freed = run("keys", "limit", made.group(1));

        assertThat(listed.out()).contains("usd-per-day 12.5, requests-per-minute 60");
        assertThat(limited.out())
                .isEqualTo("The key " + made.group(1) + " has the limits usd-per-month 100, concurrent 2.\n");
        assertThat(freed.out()).isEqualTo("The key " + made.group(1) + " has no limits of its own.\n");
        assertThat(List.of(limited.code(), freed.code())).containsOnly(0);
    }

    @Test
    void saysWhatIsNoLimit() {
        Result word = run("keys", "create", "--tenant", "demo", "--usd-per-day", "much");
        Result negative = run("keys", "limit", "demo", "--usd-per-day", "-1");
        Result half = run("keys", "limit", "demo", "--concurrent", "1.5");

        assertThat(List.of(word.code(), negative.code())).containsOnly(2);
        assertThat(word.err()).startsWith("serai: --usd-per-day must be a number such as 12.50, is 'much'\n");
        assertThat(negative.err()).contains("--usd-per-day must be a number");
        assertThat(half.code()).isEqualTo(1);
        assertThat(half.err()).startsWith("serai: keys.demo.limits.concurrent must be a whole number, is 1.5");
    }

    @Test
    void printsTheResidencyReport() {
        Result report = run("residency", "report", "--from", "2026-11-01", "--to", "2026-12-01");

        assertThat(report.code()).isZero();
        assertThat(report.out()).startsWith("Served calls from 2026-11-01T00:00:00Z to 2026-12-01T00:00:00Z");
    }

    @Test
    void printsTheUsageForPeopleAndForPrograms() {
        Result report = run("usage", "--from", "2026-11-01", "--to", "2026-12-01", "--tenant", "demo");
        Result csv = run("usage", "--by", "day,key", "--format", "csv");
        Result refused = run("usage", "--by", "colour");

        assertThat(report.out()).startsWith("Usage from 2026-11-01 to before 2026-12-01");
        assertThat(csv.out()).startsWith("day,key,calls,refusals,").endsWith("cost-micro-usd,cost-usd\r\n");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).startsWith("serai: 'by' must name some of tenant");
    }

    @Test
    void saysWhatTheGatewayHasAgainstIt() {
        Result refused = run("keys", "create", "--tenant", "nobody");
        Result unknown = run("keys", "revoke", "a/b c");

        assertThat(List.of(refused.code(), unknown.code())).containsOnly(1);
        assertThat(refused.err()).startsWith("serai: keys.").contains("names the unknown tenant 'nobody'");
        assertThat(unknown.err()).isEqualTo("serai: there is no key 'a/b c'\n");
    }

    @Test
    void readsTheKeyFromTheFileOfTheFirstStart() throws IOException {
        Files.writeString(folder.resolve("keys.properties"), "demo=x\nadmin=" + server.adminKey() + "\n");

        Result listed = run(Map.of("SERAI_DATA_DIR", folder.toString()), "keys", "list");

        assertThat(listed.code()).isZero();
        assertThat(listed.out()).contains("demo");
    }

    @Test
    void saysWhereTheKeyIsMissingOrWrong() {
        Result missing = run(Map.of("SERAI_DATA_DIR", folder.toString()), "keys", "list");
        Result wrong = run(Map.of("SERAI_ADMIN_KEY", "sk-secret-wrong"), "keys", "list");

        assertThat(List.of(missing.code(), wrong.code())).containsOnly(1);
        assertThat(missing.err()).contains("set SERAI_ADMIN_KEY", "keys.properties");
        assertThat(wrong.err())
                .contains("no administrator's key", "SERAI_ADMIN_KEY")
                .doesNotContain("sk-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-secret\nsecond", "sk-secret second", "sk-secret-\u00e9"})
    void neverQuotesAKeyThatNoHeaderCanTake(String key) {
        Result refused = run(Map.of("SERAI_ADMIN_KEY", key), "keys", "list");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("no header can take").doesNotContain("sk-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void takesTheKeyOfTheFileWhereTheVariableIsBlank(String blank) throws IOException {
        Files.writeString(folder.resolve("keys.properties"), "demo=x\nadmin=" + server.adminKey() + "\n");

        Result listed = run(Map.of("SERAI_ADMIN_KEY", blank, "SERAI_DATA_DIR", folder.toString()), "keys", "list");

        assertThat(listed.code()).isZero();
    }

    @Test
    void takesAKeyWithTheEndOfALine() {
        assertThat(run(Map.of("SERAI_ADMIN_KEY", server.adminKey() + "\n"), "keys", "list")
                        .code())
                .isZero();
    }

    @Test
    void saysThatNoGatewayAnswers() {
        server.close();

        Result lost = run("keys", "list");

        assertThat(lost.code()).isEqualTo(1);
        assertThat(lost.err()).contains("no gateway answers at " + server.url(), "./serai run");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "keys",
                "keys steal",
                "keys rotate",
                "keys revoke a b",
                "keys create",
                "keys create --tenant",
                "keys list --colour red",
                "keys list --tenant a --tenant b",
                "residency",
                "residency report today",
                "usage report",
                "usage --days 7",
                "usage --model a --model b",
                "keys list --url ftp://x",
                "keys list --url http://[",
                "keys list --url nothing"
            })
    void showsItsUsageForWrongArguments(String line) {
        Result wrong = run(Map.of("SERAI_ADMIN_KEY", "x"), line.isEmpty() ? new String[0] : line.split(" ", -1));

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).startsWith("serai: ").contains("usage: ./serai keys list");
    }

    @Test
    void showsItsUsageWhenAsked() {
        Result help = run("keys", "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("usage: ");
    }

    private static Matcher made(Result result) {
        assertThat(result.code()).as(result.err()).isZero();
        Matcher made = MADE.matcher(result.out());
        assertThat(made.find()).isTrue();
        return made;
    }

    private Result run(String... words) {
        return run(Map.of("SERAI_ADMIN_KEY", server.adminKey()), words);
    }

    private Result run(Map<String, String> environment, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        if (!all.contains("--url")) {
            all.add("--url=" + server.url());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = AdminCommand.run(
                all,
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
