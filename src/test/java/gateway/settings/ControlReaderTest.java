package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.control.Administrator;
import gateway.control.Administrator.Role;
import gateway.control.ApiKey;
import gateway.control.Change;
import gateway.control.ControlData;
import gateway.control.Document;
import gateway.control.Document.Origin;
import gateway.control.Documents;
import gateway.control.Kind;
import gateway.control.Seeding;
import gateway.model.Residency;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Documents are read as strictly as the settings, against the settings' providers and hosts. */
class ControlReaderTest {
    private static final SettingsLoader.Loaded SMALL = SettingsTexts.load(Map.of());
    private static final ControlReader READER =
            new ControlReader(SMALL.settings(), Profile.EMBEDDED, InstantSource.system());
    private static final Documents SEEDED = Documents.NONE.with(3, Seeding.changes(Documents.NONE, SMALL.seed()));
    private static final String HASH = "0".repeat(64);
    private static final String CREATED = "\"created\":\"2026-11-24T12:00:00Z\"";

    @Test
    void readsWhatTheSettingsList() {
        ControlData data = READER.read(SEEDED);

        assertThat(data.revision()).isEqualTo(3);
        assertThat(data.registry()).isEqualTo(RegistryReader.registry(SMALL.settings(), 3));
        assertThat(data.keys()).isEmpty();
    }

    @Test
    void readsNothingFromNothing() {
        assertThat(problems(Documents.NONE)).contains("gateway.models must name at least one model");
    }

    @Test
    void servesOnlyActiveModels() {
        Documents none = with(Kind.ROUTING, Kind.ACTIVE_MODELS, "[]");
        Documents one = with(Kind.ROUTING, Kind.ACTIVE_MODELS, "[\"gpt-5.4-mini\"]");

        assertThat(READER.read(none).registry().all()).isEmpty();
        assertThat(READER.read(none).registry().find("mini")).isNull();
        assertThat(READER.read(one).registry().find("mini")).hasSize(1);
    }

    @Test
    void refusesAnActiveModelThatIsUnknown() {
        assertThat(problems(with(Kind.ROUTING, Kind.ACTIVE_MODELS, "[\"gpt-9\"]")))
                .containsExactly("gateway.active-models names the unknown model 'gpt-9'");
    }

    @Test
    void narrowsFromTenantOverTeamToKey() {
        Documents documents = SEEDED.with(
                4,
                List.of(
                        put(
                                Kind.TENANT,
                                "acme",
                                "{\"residency\":\"any\",\"domain\":\"general\",\"teams\":{\"law\":"
                                        + "{\"residency\":\"eu\",\"domain\":\"legal\",\"models\":[\"gpt-5.4-mini\"]}}}"),
                        put(
                                Kind.KEY,
                                HASH,
                                "{\"id\":\"k1\",\"tenant\":\"acme\",\"team\":\"law\",\"models\":[]," + CREATED + "}")));

        ApiKey key = Objects.requireNonNull(READER.read(documents).keys().get(HASH));

        assertThat(key.tenant().id()).isEqualTo("acme");
        assertThat(key.tenant().team()).isEqualTo("law");
        assertThat(key.tenant().keyId()).isEqualTo("k1");
        assertThat(key.tenant().residency()).isEqualTo(Residency.EU);
        assertThat(key.tenant().domain()).isEqualTo("legal");
        assertThat(key.tenant().models()).isEqualTo(Set.of());
    }

    @Test
    void refusesAKeyOfAnUnknownTenantOrTeam() {
        assertThat(problems(with(Kind.KEY, HASH, "{\"id\":\"k1\",\"tenant\":\"nobody\"," + CREATED + "}")))
                .containsExactly("gateway.keys.k1.tenant names the unknown tenant 'nobody'");
        assertThat(problems(
                        with(Kind.KEY, HASH, "{\"id\":\"k1\",\"tenant\":\"demo\",\"team\":\"law\"," + CREATED + "}")))
                .containsExactly("gateway.keys.k1.team names 'law', which is no team of the tenant demo");
    }

    @Test
    void readsAdministrators() {
        ControlData data = READER.read(with(Kind.ADMIN, HASH, "{\"id\":\"ann\",\"role\":\"viewer\"," + CREATED + "}"));

        assertThat(data.administrators()).containsEntry(HASH, new Administrator("ann", Role.VIEWER, null));
    }

    @Test
    void refusesADeploymentWhoseHostMayNotBeCalled() {
        assertThat(problems(with(Kind.DEPLOYMENT, "mini-acme", at("https://evil.example.com"))))
                .anyMatch(problem -> problem.contains("evil.example.com") && problem.contains("deploy"));
    }

    @Test
    void showsAProvidersCredentialToNobodyElseAndNotInTheClear() {
        String bedrock = at("https://bedrock-runtime.eu-central-1.amazonaws.com");

        assertThat(problems(with(Kind.DEPLOYMENT, "mini-acme", bedrock)))
                .anyMatch(problem -> problem.contains("its credential is for nobody else"));
        assertThat(problems(with(Kind.DEPLOYMENT, "mini-acme", at("http://api.example.com/v1"))))
                .anyMatch(problem -> problem.contains("must begin with https"));
    }

    @Test
    void refusesADeploymentOfNoModel() {
        assertThat(problems(with(Kind.DEPLOYMENT, "lost", "{\"model\":\"gpt-9\"}")))
                .containsExactly("gateway.deployments.lost.model must be the id of a model, is 'gpt-9'");
    }

    @Test
    void refusesWhatIsNoJson() {
        for (Kind kind : Kind.values()) {
            assertThat(problems(with(kind, "x", "{"))).anyMatch(problem -> problem.endsWith("is no JSON"));
            assertThat(problems(with(kind, "x", "{\"a\":1,\"a\":2}"))).isNotEmpty();
        }
    }

    @Test
    void passesOverWhatAnAdministratorHasTakenOut() {
        Documents documents = SEEDED.with(4, List.of(new Change(Kind.ALIAS, "mini", new Document(null, Origin.ADMIN))));

        assertThat(READER.read(documents).registry().aliases()).isEmpty();
    }

    /** The seeded deployment at another endpoint. */
    private static String at(String endpoint) {
        String listed = Objects.requireNonNull(
                Objects.requireNonNull(SMALL.seed().get(Kind.DEPLOYMENT)).get("mini-acme"));
        return listed.replace("{\"provider\"", "{\"endpoint\":\"" + endpoint + "\",\"provider\"");
    }

    private static Documents with(Kind kind, String id, String json) {
        return SEEDED.with(4, List.of(put(kind, id, json)));
    }

    private static Change put(Kind kind, String id, String json) {
        return new Change(kind, id, new Document(json, Origin.ADMIN));
    }

    private static List<String> problems(Documents documents) {
        return catchThrowableOfType(SettingsException.class, () -> READER.read(documents))
                .problems();
    }
}
