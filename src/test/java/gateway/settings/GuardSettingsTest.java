package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.model.ContentSource;
import gateway.model.GuardAction;
import gateway.model.GuardPolicy;
import gateway.model.GuardPolicy.FailureMode;
import gateway.model.Guardrail;
import gateway.model.PiiKind;
import gateway.model.Residency;
import gateway.model.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void shipsAPolicyForEachDomain() {
        Map<String, GuardPolicy> policies = policies(
                SettingsLoader.shipped()
                        .load(Profile.EMBEDDED, List.of(), Map.of())
                        .settings(),
                "demo");

        assertThat(policies.keySet()).containsExactlyInAnyOrder("legal", "medical", "general");
        GuardPolicy legal = policy(policies, "legal");
        assertThat(legal.input(PiiKind.PERSON)).isEqualTo(GuardAction.PSEUDONYMISE);
        assertThat(legal.input(PiiKind.API_KEY)).isEqualTo(GuardAction.REDACT);
        assertThat(legal.failureMode()).isEqualTo(FailureMode.CLOSED);
        assertThat(policy(policies, "general").failureMode()).isEqualTo(FailureMode.LOCAL_ONLY);
        assertThat(policy(policies, "general").attacks().action()).isEqualTo(GuardAction.BLOCK);
    }

    @Test
    void laysATenantsGuardrailsOverThoseOfTheDomain() throws IOException {
        Settings settings = with("""
                gateway:
                  egress: {hosts: [api.anthropic.com, api.example.com, bedrock-runtime.eu-central-1.amazonaws.com]}
                  tenants:
                    demo:
                      residency: any
                      guardrails:
                        legal:
                          failure-mode: local-only
                          pii-redaction: {iban: block}
                          denied-topics: {betting: [odds, bookmaker]}
                          checked: {jailbreak: [tool-result]}
                          bedrock: {id: abc123, version: "2", region: eu-central-1, mode: beside, timeout: 500ms}
                """);
        GuardPolicy legal = policy(policies(settings, "demo"), "legal");

        assertThat(legal.input(PiiKind.IBAN)).isEqualTo(GuardAction.BLOCK);
        assertThat(legal.input(PiiKind.EMAIL)).isEqualTo(GuardAction.REDACT);
        assertThat(legal.topics()).isEqualTo(Map.of("betting", List.of("odds", "bookmaker")));
        assertThat(legal.attacks().sources()).containsExactly(ContentSource.TOOL_RESULT);
        assertThat(legal.piiIn()).containsExactly(ContentSource.USER);
        assertThat(legal.failureMode()).isEqualTo(FailureMode.LOCAL_ONLY);
        assertThat(legal.guardrails())
                .containsExactly(new Guardrail(
                        "abc123",
                        "2",
                        "eu-central-1",
                        Residency.EU,
                        true,
                        true,
                        Guardrail.Mode.BESIDE,
                        Duration.ofMillis(500)));
        assertThat(policy(policies(settings, "demo"), "medical").guardrails()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pii-redaction: {emial: block} | .pii-redaction.emial is unknown; did you mean email?",
                "pii-redaction: {email: hide} | .pii-redaction.email must be one of flag, pseudonymise, redact, block",
                "jailbreak-detection: redact | .jailbreak-detection must be block or flag",
                "toxicity-threshold: 1.5 | .toxicity-threshold must be from 0 to 1",
                "checked: {jailbraek: [user]} | .checked.jailbraek is unknown; did you mean jailbreak?",
                "denied-topics: {betting: []} | .denied-topics.betting must list phrases of at least one word each",
                "bedrock: {id: a b, version: '1', region: eu-west-1} | .bedrock.id must be a guardrail's id or its ARN",
                "bedrock: {id: ab, version: one, region: eu-west-1} | .bedrock.version must be a number or DRAFT",
                "bedrock: {id: ab, version: '1', region: eu-west-1} | .bedrock.region is called at bedrock-runtime.eu-west-1"
            })
    void saysWhatIsWrongWithATenantsGuardrails(String line, String problem) {
        assertThatThrownBy(() -> with("""
                gateway:
                  tenants:
                    demo:
                      residency: any
                      guardrails:
                        legal: {%s}
                """.formatted(line)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("gateway.tenants.demo.guardrails.legal" + problem);
    }

    @Test
    void wantsEveryDomainWhole() {
        assertThatThrownBy(() -> with("""
                gateway:
                  guardrails:
                    legal: {failure-mode: null}
                    medical: null
                    odd: {}
                """))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("gateway.guardrails.legal.failure-mode is missing")
                .hasMessageContaining("gateway.guardrails.medical is missing")
                .hasMessageContaining("gateway.guardrails.odd must be legal, medical or general");
    }

    private Settings with(String overlay) throws IOException {
        Path file = Files.writeString(folder.resolve("overlay.yaml"), overlay);
        return SettingsTexts.load(Map.of(), file).settings();
    }

    private static Map<String, GuardPolicy> policies(Settings settings, String tenant) {
        Map<String, Tenant> whole = new TenantRules(settings.guardrails()).withoutKey(settings.tenants());
        return Objects.requireNonNull(whole.get(tenant)).policies().byDomain();
    }

    private static GuardPolicy policy(Map<String, GuardPolicy> policies, String domain) {
        return Objects.requireNonNull(policies.get(domain));
    }
}
