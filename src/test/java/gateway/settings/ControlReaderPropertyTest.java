package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.control.ControlData;
import gateway.control.Document;
import gateway.control.Document.Origin;
import gateway.control.Documents;
import gateway.control.Kind;
import gateway.control.Seeding;
import gateway.model.Residency;
import gateway.model.Tenant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever documents come: they are refused with reasons, or nothing in them widens what the rules allow. */
class ControlReaderPropertyTest {
    private static final String SEED = "20261124";
    private static final int TRIES = 600;
    private static final Set<String> INSIDE =
            Set.of("api.example.com", "eu.api.openai.com", "bedrock-runtime.eu-central-1.amazonaws.com");
    private static final Settings SETTINGS = SettingsTexts.load(Map.of(
                    "SERAI_EGRESS_HOSTS",
                    "api.example.com,eu.api.openai.com,api.openai.com,unknown.example,"
                            + "bedrock-runtime.eu-central-1.amazonaws.com"))
            .settings();
    private static final String SOUND_TENANT = "{\"residency\":\"eu\"}";
    private static final ControlReader READER = new ControlReader(SETTINGS, Profile.EMBEDDED, InstantSource.system());
    private static final Documents SOUND = Documents.NONE.with(
            1, Seeding.changes(Documents.NONE, SettingsTexts.load(Map.of()).seed()));

    @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void whatClaimsToBeInTheEuIsThere(@ForAll("documents") Documents documents) {
        ControlData data = read(documents);

        if (data != null) {
            assertThat(data.registry().all())
                    .allSatisfy(deployment -> assertThat(deployment.residency() == Residency.ANY
                                    || INSIDE.contains(deployment.endpoint().getHost()))
                            .isTrue());
        }
    }

    @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void teamsAndKeysOnlyNarrow(@ForAll("documents") Documents documents) {
        ControlData data = read(documents);

        if (data != null) {
            data.keys().values().forEach(key -> {
                Tenant tenant = key.tenant();
                assertNarrower(tenant, data.tenants().get(tenant.id()));
                if (tenant.team() != null) {
                    assertNarrower(tenant, data.tenants().get(tenant.id() + "/" + tenant.team()));
                }
            });
            data.tenants()
                    .values()
                    .forEach(tenant -> assertNarrower(tenant, data.tenants().get(tenant.id())));
        }
    }

    @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void whatIsNoJsonOrNoObjectIsRefused(@ForAll("kind") Kind kind, @ForAll("junk") String junk) {
        Map<String, Document> more = new HashMap<>(SOUND.of(kind));
        more.put("x", new Document(junk, Origin.ADMIN));
        Map<Kind, Map<String, Document>> all = new EnumMap<>(SOUND.byKind());
        all.put(kind, more);
        Documents documents = new Documents(2, all);

        assertThat(read(documents)).isNull();
        assertThat(read(SOUND)).isNotNull();
    }

    /** A test of the tests: they see sound documents too, and such with claims, teams and keys. */
    @Example
    void enoughOfTheDocumentsAreSound() {
        List<ControlData> sound = documents().generator(500).stream(new Random(Long.parseLong(SEED)))
                .limit(500)
                .map(each -> read(each.value()))
                .filter(data -> data != null)
                .toList();

        assertThat(sound).hasSizeBetween(50, 450);
        assertThat(sound)
                .anyMatch(data ->
                        data.registry().all().stream().anyMatch(deployment -> deployment.residency() == Residency.EU));
        assertThat(sound)
                .anyMatch(data -> data.keys().values().stream()
                        .anyMatch(key ->
                                key.tenant().team() != null && key.tenant().models() != null));
    }

    @Provide
    Arbitrary<Kind> kind() {
        return Arbitraries.of(Kind.class).filter(kind -> kind != Kind.ROUTING);
    }

    @Provide
    Arbitrary<String> junk() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        "{",
                        "[]",
                        "7",
                        "null",
                        "true",
                        "{\"a\":1,\"a\":2}",
                        "\"\\ud800",
                        "[[[[",
                        "{}{}",
                        SOUND_TENANT + " x"),
                Arbitraries.strings().ofMaxLength(20));
    }

    @Provide
    Arbitrary<Documents> documents() {
        return RandomDocuments.all();
    }

    private static void assertNarrower(Tenant narrow, @Nullable Tenant found) {
        Tenant wide = Objects.requireNonNull(found);
        assertThat(wide.residency() == Residency.ANY || narrow.residency() == Residency.EU)
                .isTrue();
        RandomDocuments.MODELS.forEach(
                model -> assertThat(!narrow.mayUse(model) || wide.mayUse(model)).isTrue());
    }

    private static @Nullable ControlData read(Documents documents) {
        try {
            return READER.read(documents);
        } catch (SettingsException e) {
            assertThat(e.problems()).isNotEmpty();
            return null;
        }
    }
}
