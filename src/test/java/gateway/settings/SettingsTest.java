package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.choose.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is accepted and what is refused, and in which words. */
class SettingsTest {
    private static final String MODEL = "models: {gpt-5.4-mini: {";
    private static final String DEPLOYMENT = MODEL + "deployments: {mini-acme: {";
    private static final String AT_DEPLOYMENT = "gateway.models.gpt-5.4-mini.deployments.mini-acme";

    @TempDir
    private Path folder;

    @Test
    void readsEveryKindOfValue() {
        Settings settings = SettingsTexts.load(Map.of()).settings();

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.limits().body()).isEqualTo(new Bytes(20L << 20));
        assertThat(settings.failover().firstTokenMinimum()).isEqualTo(Duration.ofMillis(1500));
        assertThat(settings.breaker().failureRate()).isEqualTo(50);
        assertThat(settings.routing().strategy()).isEqualTo(Strategy.PRIORITY);
        assertThat(settings.egress().hosts()).contains("api.example.com");
        assertThat(settings.tls()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "1.5s,PT1.5S", "5m,PT5M", "2h,PT2H", "1d,PT24H", "PT7S,PT7S"})
    void readsTimesInEveryForm(String written, Duration meant) throws IOException {
        Settings settings = load("breaker: {open: " + written + "}");

        assertThat(settings.breaker().open()).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"4096,4096", "4096B,4096", "4KiB,4096", "1 MiB,1048576"})
    void readsSizesInEveryForm(String written, long meant) throws IOException {
        Settings settings = load("limits: {body: " + written + "}");

        assertThat(settings.limits().body().count()).isEqualTo(meant);
    }

    @Test
    void tellsAllProblemsAtOnce() throws IOException {
        List<String> problems =
                problems("port: 99999\n  log: {level: loud}\n  limit: {}\n  aliases: {tiny: gpt-5.4-min}");

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "gateway.port must be 0 to 65535, is 99999",
                        "gateway.log.level must be one of error, warn, info, debug, is loud",
                        "gateway.limit is unknown; did you mean limits?",
                        "gateway.aliases.tiny points to the unknown model gpt-5.4-min; did you mean gpt-5.4-mini?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port: eighty | gateway.port must be a whole number, is eighty",
                "port: 80.5 | gateway.port must be a whole number, is 80.5",
                "port: ~ | gateway.port is missing; it must be a whole number",
                "port: {} | gateway.port must be a whole number, is a section",
                "host: 7 | gateway.host must be a text that is not empty, in quotes where it looks like a number, is 7",
                "management: 8081 | gateway.management must be a section with keys of its own",
                "egress: {hosts: a.b} | gateway.egress.hosts must be a list",
                "egress: {proxy: 'a b'} | gateway.egress.proxy must be a URI, such as https://api.example.com, is a b",
                "breaker: {open: 5} | gateway.breaker.open must be a time with its unit, such as 250ms, 1.5s or 5m, is 5",
                "breaker: {open: 0s} | gateway.breaker.open must be more than 0, is PT0S",
                "limits: {body: 20MB} | gateway.limits.body must be a size, such as 20MiB, 64KiB or a number of bytes, is 20MB",
                "limits: {buffered: 99999999999999GiB} | gateway.limits.buffered must be a size, such as 20MiB, 64KiB or a number"
                        + " of bytes, is 99999999999999GiB",
                "limits: {in-flight: -1} | gateway.limits.in-flight must be at least 0, is -1",
                "limits: {inFlight: 1} | gateway.limits.inFlight is unknown; did you mean in-flight?",
                "tls: {certificate: a.pem} | gateway.tls.key is missing; it must be a file name",
            })
    void saysWhatIsWrongWithAValue(String yaml, String problem) throws IOException {
        assertThat(problems(yaml)).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "management: {port: 8080} | gateway.management.port must differ from the other ports, is 8080 too",
                "breaker: {minimum-calls: 21} | gateway.breaker.minimum-calls must not be more than"
                        + " gateway.breaker.window, which is 20",
                "models: {gpt-5.4-mini: ~} | gateway.models must name at least one model",
                "aliases: {gpt-5.4-mini: gpt-5.4-mini} | gateway.aliases.gpt-5.4-mini is a model's id; choose another name",
                "tenants: {My_Team: {residency: eu}} | gateway.tenants.My_Team must be lower-case letters and digits,"
                        + " joined by dashes, such as my-team",
                "egress: {hosts: [api.example.com, '*.b.com']} | gateway.egress.hosts[1] must be a lower-case host name"
                        + " without scheme, port or wildcard, such as api.example.com",
                "egress: {proxy: 'socks5://p:1'} | gateway.egress.proxy must be an HTTP proxy with its port and"
                        + " without a password, such as http://proxy.example.com:3128",
                "providers: {acme: {auth: google-oauth}} | gateway.providers.acme.project is missing; google-oauth needs"
                        + " the id of a Google Cloud project",
                "oidc: {issuer: 'http://login.example.com', audience: serai} | gateway.oidc.issuer must be an https address"
                        + " such as https://login.example.com/realms/acme",
                "oidc: {issuer: 'https://login.example.com', audience: serai} | gateway.oidc.issuer is at login.example.com,"
                        + " which is not in gateway.egress.hosts; add it there",
                "oidc: {issuer: 'https://login.example.com', audience: serai, jwks: 'https://keys.example.com/k'} |"
                        + " gateway.oidc.jwks is at keys.example.com, which is not in gateway.egress.hosts; add it there",
                "residency: {eu-hosts: [api.example.com, API.example.com]} | gateway.residency.eu-hosts[1] must be a"
                        + " lower-case host name without scheme, port or wildcard, such as api.example.com",
                "residency: {eu-hosts: [api.example.com, api.openai.com]} | gateway.residency.eu-hosts[1] names"
                        + " api.openai.com, which is known to give no guarantee for the EU",
                "residency: {eu-hosts: []} | gateway.models.gpt-5.4-mini.deployments.mini-acme.residency must be any:"
                        + " api.example.com is not known to keep data in the EU; if your contract says that it does, add it"
                        + " to gateway.residency.eu-hosts and deploy",
                "aliases: {'auto:best': gpt-5.4-mini} | gateway.aliases.auto:best must not be called auto, which lets the"
                        + " router decide",
                "providers: {acme: {address: 'http://x'}} | gateway.providers.acme.address must be host:port, such as"
                        + " 127.0.0.1:8090, is http://x",
            })
    void saysWhatDoesNotHoldBetweenValues(String yaml, String problem) throws IOException {
        assertThat(problems(yaml)).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provider: acne | .provider names the unknown provider acne; did you mean acme?",
                "endpoint: 'https://evil.example.com' | ' calls evil.example.com, which is not in gateway.egress.hosts;"
                        + " add it there and deploy'",
                "endpoint: 'https://u:p@api.example.com' | .endpoint must be scheme, host and at most a path, such as"
                        + " https://api.example.com/v1",
                "endpoint: 'https://API.example.com' | .endpoint must name its host in lower case",
                "endpoint: 'http://api.example.com/v1' | .endpoint must begin with https, as the endpoint of the"
                        + " provider acme does",
            })
    void saysWhatIsWrongWithADeployment(String yaml, String problem) throws IOException {
        assertThat(problems(DEPLOYMENT + yaml + "}}}}")).containsExactly(AT_DEPLOYMENT + problem);
    }

    @ParameterizedTest
    @CsvSource({
        "us.claude,eu-central-1",
        "apac.claude,eu-central-1",
        "global.claude,eu-central-1",
        "eu.claude,eu-west-2"
    })
    void refusesADeploymentOnBedrockThatLeavesTheEu(String upstream, String region) throws IOException {
        List<String> problems = problems("providers: {acme: {dialect: bedrock, auth: aws}}\n  " + DEPLOYMENT
                + "upstream-name: " + upstream + ", region: " + region + "}}}}");

        assertThat(problems).singleElement().asString().startsWith(AT_DEPLOYMENT + ".residency must be any: ");
    }

    @Test
    void refusesTwoDeploymentsWithOneId() throws IOException {
        String other =
                "models: {other: {context-tokens: 10, max-output-tokens: 10, deployments: {mini-acme: {provider: acme,"
                        + " upstream-name: o, region: r, residency: any, priority: 0, weight: 1, price: {input: 0, cache-read: 0,"
                        + " cache-write: 0, cache-write-1h: 0, output: 0, taken: 2026-01-01}}}}}";

        assertThat(problems(other))
                .containsExactly(
                        "gateway.models.other.deployments.mini-acme has an id that the model gpt-5.4-mini uses too;"
                                + " ids must be unique");
    }

    @Test
    void showsNoSecretInItsTextOrItsProblems() throws IOException {
        Settings settings = load("providers: {acme: {api-key: sk-secret}}");
        List<String> problems = problems("providers: {acme: {api-key: [sk-secret]}}");

        assertThat(settings.toString()).contains("REDACTED").doesNotContain("sk-secret");
        assertThat(problems).singleElement().asString().doesNotContain("sk-secret");
    }

    private Settings load(String under) throws IOException {
        return SettingsTexts.load(Map.of(), overlay(under)).settings();
    }

    private List<String> problems(String under) throws IOException {
        Path overlay = overlay(under);
        SettingsException thrown =
                catchThrowableOfType(SettingsException.class, () -> SettingsTexts.load(Map.of(), overlay));
        assertThat(thrown).isNotNull();
        return thrown.problems();
    }

    private Path overlay(String under) throws IOException {
        return Files.writeString(folder.resolve("overlay.yaml"), "gateway:\n  " + under + "\n");
    }
}
