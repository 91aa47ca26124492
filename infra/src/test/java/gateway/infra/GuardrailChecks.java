package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must hold of the guardrails; CloudFormation's own validation sees none of it. */
final class GuardrailChecks {
    static final List<Check> ALL = List.of(
            new Check("guardrails know German and stay in the geography", GuardrailChecks::tier),
            new Check("attacks are looked for in prompts only", GuardrailChecks::promptAttack),
            new Check("thresholds of grounding are possible", GuardrailChecks::grounding),
            new Check("personal data are masked or refused, never let through", GuardrailChecks::personalData),
            new Check("each domain has a guardrail and a version that stays", GuardrailChecks::versions));

    private static final String GUARDRAIL = "AWS::Bedrock::Guardrail";

    private GuardrailChecks() {}

    private static void tier(Templates templates) {
        templates.all(GUARDRAIL).forEach((id, guardrail) -> {
            assertThat(guardrail
                            .path("CrossRegionConfig")
                            .path("GuardrailProfileArn")
                            .asText())
                    .as(id)
                    .isEqualTo("arn:aws:bedrock:eu-central-1:111122223333:guardrail-profile/eu.guardrail.v1:0");
            assertThat(guardrail
                            .path("ContentPolicyConfig")
                            .path("ContentFiltersTierConfig")
                            .path("TierName")
                            .asText())
                    .as(id)
                    .isEqualTo("STANDARD");
            if (guardrail.has("TopicPolicyConfig")) {
                assertThat(guardrail
                                .path("TopicPolicyConfig")
                                .path("TopicsTierConfig")
                                .path("TierName")
                                .asText())
                        .as(id)
                        .isEqualTo("STANDARD");
            }
        });
    }

    private static void promptAttack(Templates templates) {
        templates.all(GUARDRAIL).forEach((id, guardrail) -> {
            List<String> strengths = new ArrayList<>();
            guardrail.path("ContentPolicyConfig").path("FiltersConfig").forEach(filter -> {
                if (filter.path("Type").asText().equals("PROMPT_ATTACK")) {
                    strengths.add(filter.path("InputStrength").asText() + "/"
                            + filter.path("OutputStrength").asText());
                }
            });
            assertThat(strengths).as(id).containsExactly("HIGH/NONE");
        });
    }

    private static void grounding(Templates templates) {
        Set<String> grounded = new TreeSet<>();
        templates
                .all(GUARDRAIL)
                .forEach((id, guardrail) -> guardrail
                        .path("ContextualGroundingPolicyConfig")
                        .path("FiltersConfig")
                        .forEach(filter -> {
                            grounded.add(id);
                            assertThat(filter.path("Threshold").asDouble())
                                    .as(id)
                                    .isBetween(0.01, 0.99);
                        }));
        assertThat(grounded).containsExactly("guardrails/legal", "guardrails/medical");
    }

    private static void personalData(Templates templates) {
        templates.all(GUARDRAIL).forEach((id, guardrail) -> {
            Map<String, String> kinds = new TreeMap<>();
            for (JsonNode kind :
                    guardrail.path("SensitiveInformationPolicyConfig").path("PiiEntitiesConfig")) {
                kinds.put(kind.path("Type").asText(), kind.path("Action").asText());
            }
            assertThat(kinds).as(id).containsKeys("EMAIL", "NAME", "PHONE", "CREDIT_DEBIT_CARD_NUMBER");
            assertThat(kinds.values()).as(id).isSubsetOf("ANONYMIZE", "BLOCK");
        });
    }

    private static void versions(Templates templates) {
        Set<String> versioned = new TreeSet<>();
        for (JsonNode resource : templates.stack("guardrails").path("Resources")) {
            if (resource.path("Type").asText().equals("AWS::Bedrock::GuardrailVersion")) {
                versioned.add("guardrails/"
                        + resource.path("Properties")
                                .path("GuardrailIdentifier")
                                .path("Fn::GetAtt")
                                .path(0)
                                .asText());
                assertThat(resource.path("DeletionPolicy").asText()).isEqualTo("Retain");
            }
        }
        assertThat(versioned).containsExactly("guardrails/general", "guardrails/legal", "guardrails/medical");
        assertThat(templates.all(GUARDRAIL).keySet()).isEqualTo(versioned);
    }
}
