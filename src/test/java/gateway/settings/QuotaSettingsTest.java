package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.control.ApiKey;
import gateway.control.Change;
import gateway.control.ControlData;
import gateway.control.Document;
import gateway.control.Document.Origin;
import gateway.control.Documents;
import gateway.control.Kind;
import gateway.control.Seeding;
import gateway.model.Deployment;
import gateway.model.Limits;
import gateway.model.Quota;
import gateway.model.Quota.OnBudget;
import gateway.model.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits are read exactly as they are written, and reach whoever they hold for. */
class QuotaSettingsTest {
    private static final String HASH = "0".repeat(64);
    private static final String ACME = """
            tenants:
                acme:
                  residency: any
                  time-zone: Europe/Berlin
                  on-budget: degrade
                  soft-percent: 90
                  default-max-output: 1000
                  limits: {usd-per-day: 12.50, usd-per-month: 100, requests-per-minute: 60, tokens-per-minute: 9000000000,
                    concurrent: 4}
                  model-limits: {gpt-5.4-mini: {usd-per-day: 0.000001}}
                  teams: {law: {limits: {usd-per-day: 7}}, open: {}}
            """;

    private static final String SECOND = """
            models: {gpt-5.4-mini: {deployments: {mini-acme: {account-limits: {requests-per-minute: 500}}, second:
                {provider: acme, upstream-name: m2, region: %s, residency: any, priority: 1, weight: 1, price: {input: 4,
                cache-read: 1, cache-write: 5, cache-write-1h: 8, output: 20, taken: 2026-08-21}%s}}}}
            """;

    private static final Limits WHOLE = new Limits(12_500_000L, 100_000_000L, 60L, 9_000_000_000L, 4L);
    private static final Limits LAW = new Limits(7_000_000L, null, null, null, null);
    private static final Limits MINI = new Limits(1L, null, null, null, null);

    @TempDir
    private Path folder;

    @Test
    void givesATenantAndItsTeamsTheirLimits() throws IOException {
        Map<String, Tenant> tenants = read(ACME).tenants();

        Quota team = tenant(tenants, "acme/law").quota();

        assertThat(team)
                .isEqualTo(new Quota(
                        ZoneId.of("Europe/Berlin"),
                        OnBudget.DEGRADE,
                        90,
                        1000,
                        WHOLE,
                        LAW,
                        Limits.NONE,
                        Map.of("gpt-5.4-mini", MINI)));
        assertThat(tenant(tenants, "acme/open").quota())
                .isEqualTo(tenant(tenants, "acme").quota());
        assertThat(tenant(tenants, "acme").quota().team()).isEqualTo(Limits.NONE);
    }

    @Test
    void givesAKeyItsOwnLimitsBesideThoseOfTeamAndTenant() throws IOException {
        ControlData data = read(ACME, new Change(Kind.KEY, HASH, new Document("""
                        {"id":"k1","tenant":"acme","team":"law","limits":{"usd-per-month":3.5,"concurrent":1},\
                        "created":"2026-11-24T12:00:00Z"}""", Origin.ADMIN)));

        ApiKey key = Objects.requireNonNull(data.keys().get(HASH));

        assertThat(key.tenant().quota().key()).isEqualTo(new Limits(null, 3_500_000L, null, null, 1L));
        assertThat(key.tenant().quota().team()).isEqualTo(LAW);
        assertThat(key.tenant().quota().tenant()).isEqualTo(WHOLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenants: {acme: {residency: any}}",
                "tenants: {acme: {residency: any, limits: {}, model-limits: {gpt-5.4-mini: {}}}}",
                "tenants: {acme: {residency: any, limits: ~, soft-percent: 80, default-max-output: 4096, on-budget: refuse}}",
            })
    void limitsNobodyWhereNothingIsSaid(String yaml) throws IOException {
        assertThat(tenant(read(yaml).tenants(), "acme").quota()).isSameAs(Quota.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "0.00,0",
        "12.50,12500000",
        "100,100000000",
        "1e2,100000000",
        "0.000001,1",
        "1.0000000,1000000",
        "4503599.627371,4503599627371",
        "999999999.999999,999999999999999"
    })
    void readsAnAmountToTheMicroUsd(String written, long micro) throws IOException {
        Quota quota = tenant(read(limits("usd-per-day: " + written)).tenants(), "acme")
                .quota();

        assertThat(quota.tenant().microUsdPerDay()).isEqualTo(micro);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "-0.000001",
                "0.0000001",
                "0.10000000000000000000001",
                "1000000000",
                "1e400",
                "1e-400",
                "'12.50'",
                "12.50 USD",
                "[]",
                "true"
            })
    void refusesAnAmountThatCannotBeKeptExactly(String written) throws IOException {
        assertThat(problems(limits("usd-per-day: " + written)))
                .singleElement()
                .asString()
                .startsWith(
                        "gateway.tenants.acme.limits.usd-per-day must be an amount in USD, 0 to 999999999.999999 with at"
                                + " most six decimals, such as 12.50, is ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limits: {requests-per-minute: -1} | .limits.requests-per-minute must be at least 0, is -1",
                "limits: {tokens-per-minute: 1.5} | .limits.tokens-per-minute must be a whole number, is 1.5",
                "limits: {concurrent: many} | .limits.concurrent must be a whole number, is many",
                "limits: {usd-per-week: 5} | .limits.usd-per-week is unknown; did you mean usd-per-day?",
                "limits: 5 | .limits must be a section with keys of its own",
                "soft-percent: 0 | .soft-percent must be 1 to 100, is 0",
                "soft-percent: 101 | .soft-percent must be 1 to 100, is 101",
                "default-max-output: 0 | .default-max-output must be at least 1, is 0",
                "on-budget: warn | .on-budget must be one of refuse, degrade, is warn",
                "time-zone: Europe/Berln | .time-zone must be the name of a time zone, such as Europe/Berlin or UTC, is"
                        + " Europe/Berln",
                "time-zone: +02:00 | .time-zone must be the name of a time zone, such as Europe/Berlin or UTC, is +02:00",
                "model-limits: {gpt-5.4-min: {}} | .model-limits names the unknown model gpt-5.4-min; did you mean"
                        + " gpt-5.4-mini?",
                "teams: {law: {limits: {usd-per-day: -2}}} | .teams.law.limits.usd-per-day must be an amount in USD, 0 to"
                        + " 999999999.999999 with at most six decimals, such as 12.50, is -2",
            })
    void saysWhatIsWrongWithATenantsLimits(String yaml, String problem) throws IOException {
        assertThat(problems("tenants: {acme: {residency: any, " + yaml + "}}"))
                .containsExactly("gateway.tenants.acme" + problem);
    }

    @Test
    void refusesAKeyWhoseLimitsAreNone() {
        Change key = new Change(Kind.KEY, HASH, new Document("""
                {"id":"k1","tenant":"demo","limits":{"requests-per-minute":"60"},"created":"2026-11-24T12:00:00Z"}""", Origin.ADMIN));

        SettingsException thrown = catchThrowableOfType(SettingsException.class, () -> read("port: 8080", key));

        assertThat(thrown.problems())
                .containsExactly("gateway.keys.k1.limits.requests-per-minute must be a whole number, is 60");
    }

    @Test
    void sharesAnAccountsLimitsBetweenItsDeployments() throws IOException {
        List<Deployment> all = read(SECOND.formatted("eu", "")).registry().all();

        assertThat(all).extracting(Deployment::id).containsExactlyInAnyOrder("mini-acme", "second");
        assertThat(all).extracting(Deployment::accountLimits).containsOnly(new Limits(null, null, 500L, null, null));
    }

    @Test
    void keepsAnAccountsLimitsInTheirRegion() throws IOException {
        List<Deployment> all = read(SECOND.formatted("us", "")).registry().all();

        assertThat(all)
                .filteredOn(deployment -> deployment.id().equals("second"))
                .extracting(Deployment::accountLimits)
                .containsOnly(Limits.NONE);
    }

    @Test
    void refusesDeploymentsThatContradictEachOtherAboutTheirAccount() throws IOException {
        String other = ", account-limits: {requests-per-minute: 400}";

        assertThat(problems(SECOND.formatted("eu", other)))
                .containsExactly(
                        "gateway.models.gpt-5.4-mini.deployments.second.account-limits must be those of mini-acme,"
                                + " which has the same provider, account and region");
        assertThat(read(SECOND.formatted("eu", other + ", account: two"))
                        .registry()
                        .all())
                .hasSize(2);
    }

    @Test
    void takesLimitsFromTheEnvironment() {
        Settings settings = SettingsTexts.load(Map.of(
                        "SERAI_TENANTS_DEMO_LIMITS_USD_PER_DAY", "12.50",
                        "SERAI_TENANTS_DEMO_LIMITS_CONCURRENT", "3",
                        "SERAI_TENANTS_DEMO_SOFT_PERCENT", "70",
                        "SERAI_TENANTS_DEMO_TIME_ZONE", "Asia/Tokyo",
                        "SERAI_TENANTS_DEMO_ON_BUDGET", "degrade",
                        "SERAI_MODELS_GPT_5_4_MINI_DEPLOYMENTS_MINI_ACME_ACCOUNT_LIMITS_TOKENS_PER_MINUTE", "5000",
                        "SERAI_QUOTA_LEASE", "3s",
                        "SERAI_QUOTA_RESERVATION", "1h",
                        "SERAI_QUOTA_FAIL_OPEN_USD", "0.25"))
                .settings();

        Quota quota = tenant(new TenantRules(settings.guardrails()).withoutKey(settings.tenants()), "demo")
                .quota();

        assertThat(quota.tenant()).isEqualTo(new Limits(12_500_000L, null, null, null, 3L));
        assertThat(quota.softPercent()).isEqualTo(70);
        assertThat(quota.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(quota.onBudget()).isEqualTo(OnBudget.DEGRADE);
        assertThat(settings.quota())
                .isEqualTo(new QuotaSettings(Duration.ofSeconds(3), Duration.ofHours(1), new Usd(250_000)));
        assertThat(RegistryReader.registry(settings, 1).all().getFirst().accountLimits())
                .isEqualTo(new Limits(null, null, null, 5000L, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lease: 900ms | .lease must be at least 1s, as it has to be renewed in time",
                "reservation: 0s | .reservation must be more than 0, is PT0S",
                "fail-open-usd: -1 | .fail-open-usd must be an amount in USD, 0 to 999999999.999999 with at most six"
                        + " decimals, such as 12.50, is -1",
            })
    void saysWhatIsWrongWithTheSharingOfBudgets(String yaml, String problem) throws IOException {
        assertThat(problems("quota: {" + yaml + "}")).containsExactly("gateway.quota" + problem);
    }

    private static String limits(String yaml) {
        return "tenants: {acme: {residency: any, limits: {" + yaml + "}}}";
    }

    private static Tenant tenant(Map<String, Tenant> tenants, String id) {
        return Objects.requireNonNull(tenants.get(id));
    }

    /** What becomes of settings on their whole way: over the documents that they are seeded as. */
    private ControlData read(String under, Change... more) throws IOException {
        SettingsLoader.Loaded loaded = SettingsTexts.load(Map.of(), overlay(under));
        Documents seeded = Documents.NONE.with(1, Seeding.changes(Documents.NONE, loaded.seed()));
        return new ControlReader(loaded.settings(), Profile.EMBEDDED, InstantSource.system())
                .read(seeded.with(2, List.of(more)));
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
