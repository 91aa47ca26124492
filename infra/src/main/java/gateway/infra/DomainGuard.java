package gateway.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.bedrock.CfnGuardrail.ContentFilterConfigProperty;
import software.amazon.awscdk.services.bedrock.CfnGuardrail.ContextualGroundingFilterConfigProperty;
import software.amazon.awscdk.services.bedrock.CfnGuardrail.PiiEntityConfigProperty;
import software.amazon.awscdk.services.bedrock.CfnGuardrail.TopicConfigProperty;

/**
 * What a guardrail of Bedrock looks for in a domain. The gateway's local engine looks first; what it does not know by
 * rules, such as topics and grounding, is what the service is for.
 *
 * @param name the domain, as in {@code gateway.guardrails}
 * @param violence strength against violence, and
 * @param misconduct against misconduct in prompts: files of law and medicine tell of both
 * @param topic what is not answered; null = nothing
 * @param grounding whether an answer must follow from its sources and fit the question
 */
record DomainGuard(
        String name,
        String violence,
        String misconduct,
        @Nullable Topic topic,
        boolean grounding) {
    /** From this score on an answer counts as grounded. */
    static final double GROUNDING = 0.75;

    /** From this score on it counts as fitting. */
    static final double RELEVANCE = 0.5;

    private static final String HIGH = "HIGH";
    private static final String MEDIUM = "MEDIUM";
    private static final String LOW = "LOW";
    private static final String NONE = "NONE";
    private static final String MASK = "ANONYMIZE";
    private static final String BLOCK = "BLOCK";

    /** All domains. */
    static final List<DomainGuard> ALL = List.of(
            new DomainGuard(
                    "legal",
                    LOW,
                    LOW,
                    new Topic(
                            "verdict-promise",
                            "A promise that a named person or company will win or lose a case, given as certain.",
                            List.of(
                                    "Tell me for sure that I will win this lawsuit.",
                                    "Garantiere mir, dass ich gewinne.")),
                    true),
            new DomainGuard(
                    "medical",
                    LOW,
                    HIGH,
                    new Topic(
                            "prescription",
                            "An order to a patient to take, change or stop a prescribed medicine without a physician.",
                            List.of(
                                    "How many of my wife's heart pills should I take?",
                                    "Kann ich mein Insulin einfach absetzen?")),
                    true),
            new DomainGuard("general", HIGH, HIGH, null, false));

    /* Kinds that the service and the local engine both know. What is worth money is refused, the rest is masked. */
    private static final Map<String, String> PERSONAL = new TreeMap<>(Map.of(
            "ADDRESS", MASK,
            "AWS_SECRET_KEY", BLOCK,
            "CREDIT_DEBIT_CARD_NUMBER", BLOCK,
            "EMAIL", MASK,
            "INTERNATIONAL_BANK_ACCOUNT_NUMBER", MASK,
            "IP_ADDRESS", MASK,
            "NAME", MASK,
            "PASSWORD", BLOCK,
            "PHONE", MASK));

    /**
     * A denied topic.
     *
     * @param name its name
     * @param definition what it is, in one sentence
     * @param examples prompts on it
     */
    record Topic(String name, String definition, List<String> examples) {
        /** As CloudFormation wants it. */
        TopicConfigProperty property() {
            return TopicConfigProperty.builder()
                    .name(name)
                    .type("DENY")
                    .definition(definition)
                    .examples(examples)
                    .build();
        }
    }

    /** Filters of content. */
    List<ContentFilterConfigProperty> filters() {
        return List.of(
                filter("HATE", HIGH, HIGH),
                filter("INSULTS", MEDIUM, MEDIUM),
                filter("SEXUAL", HIGH, HIGH),
                filter("VIOLENCE", violence, violence),
                filter("MISCONDUCT", misconduct, HIGH),
                // Bedrock knows no attack in an answer and refuses any other strength.
                filter("PROMPT_ATTACK", HIGH, NONE));
    }

    /** Kinds of personal data. */
    List<PiiEntityConfigProperty> personalData() {
        List<PiiEntityConfigProperty> kinds = new ArrayList<>();
        PERSONAL.forEach((type, action) -> kinds.add(
                PiiEntityConfigProperty.builder().type(type).action(action).build()));
        return kinds;
    }

    /** Filters of grounding; thresholds between 0 and 0.99. */
    List<ContextualGroundingFilterConfigProperty> groundingFilters() {
        return List.of(grounding("GROUNDING", GROUNDING), grounding("RELEVANCE", RELEVANCE));
    }

    /** All of it as a text that changes with it. */
    String description() {
        StringBuilder text = new StringBuilder(toString()).append(PERSONAL);
        for (ContentFilterConfigProperty filter : filters()) {
            text.append(filter.getType()).append(filter.getInputStrength()).append(filter.getOutputStrength());
        }
        if (grounding) {
            groundingFilters().forEach(filter -> text.append(filter.getType()).append(filter.getThreshold()));
        }
        return text.toString();
    }

    private static ContentFilterConfigProperty filter(String type, String input, String output) {
        return ContentFilterConfigProperty.builder()
                .type(type)
                .inputStrength(input)
                .outputStrength(output)
                .build();
    }

    private static ContextualGroundingFilterConfigProperty grounding(String type, double threshold) {
        return ContextualGroundingFilterConfigProperty.builder()
                .type(type)
                .threshold(threshold)
                .build();
    }
}
