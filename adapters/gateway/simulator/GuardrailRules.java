package gateway.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.wire.JsonCodec;
import java.util.List;

/**
 * What the simulated guardrail finds: e-mail addresses, which it masks, and some words, which it blocks. Its response
 * has every field of ApplyGuardrail, quotes of what was found among them.
 */
final class GuardrailRules {
    private static final String TOPIC = "simulated-topic";
    private static final String ATTACK = "simulated-attack";
    private static final String WORD = "simulated-word";
    private static final String SECRET = "simulated-secret";
    private static final String BLOCKED = "The simulated guardrail does not let this pass.";
    private static final int UNIT = 1_000;
    private static final int LATENCY_MS = 20;

    private final ObjectNode assessment = JsonCodec.object();
    private boolean blocks;
    private boolean masks;

    private GuardrailRules() {}

    /**
     * The response for texts.
     *
     * @param input whether they go to a model; attacks are looked for only there
     */
    static ObjectNode response(List<String> texts, boolean input) {
        GuardrailRules rules = new GuardrailRules();
        String all = String.join("\n", texts);
        rules.words(all, input);
        List<String> masked = texts.stream().map(rules::masked).toList();
        ObjectNode usage = usage((all.length() + UNIT - 1) / UNIT);
        ObjectNode response = JsonCodec.object();
        response.set("usage", usage);
        response.put("action", rules.blocks || rules.masks ? "GUARDRAIL_INTERVENED" : "NONE");
        response.put("actionReason", rules.reason());
        ArrayNode outputs = response.putArray("outputs");
        if (rules.blocks) {
            outputs.addObject().put("text", BLOCKED);
        } else if (rules.masks) {
            masked.forEach(text -> outputs.addObject().put("text", text));
        }
        ObjectNode coverage = JsonCodec.object();
        coverage.putObject("textCharacters").put("guarded", all.length()).put("total", all.length());
        ObjectNode metrics = rules.assessment.putObject("invocationMetrics");
        metrics.put("guardrailProcessingLatency", LATENCY_MS);
        metrics.set("usage", usage.deepCopy());
        metrics.set("guardrailCoverage", coverage.deepCopy());
        response.putArray("assessments").add(rules.assessment);
        response.set("guardrailCoverage", coverage);
        return response;
    }

    private String reason() {
        if (blocks) {
            return "Guardrail blocked.";
        }
        return masks ? "Guardrail masked." : "No action.";
    }

    private void words(String text, boolean input) {
        if (text.contains(TOPIC)) {
            blocks = true;
            finding("topicPolicy", "topics")
                    .put("name", "Simulated")
                    .put("type", "DENY")
                    .put("action", "BLOCKED");
        }
        if (input && text.contains(ATTACK)) {
            blocks = true;
            finding("contentPolicy", "filters")
                    .put("type", "PROMPT_ATTACK")
                    .put("confidence", "HIGH")
                    .put("filterStrength", "HIGH")
                    .put("action", "BLOCKED");
        }
        if (text.contains(WORD)) {
            blocks = true;
            finding("wordPolicy", "customWords").put("match", WORD).put("action", "BLOCKED");
            assessment.withObject("/wordPolicy").putArray("managedWordLists");
        }
        if (text.contains(SECRET)) {
            blocks = true;
            entity("PASSWORD", SECRET, "BLOCKED");
        }
    }

    /** A word with a sign of an address in its midst is one. */
    private String masked(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && isAddress(text.charAt(end))) {
                end++;
            }
            String word = text.substring(at, end);
            int sign = word.indexOf('@');
            if (sign > 0 && word.indexOf('.', sign) > sign + 1) {
                masks = true;
                entity("EMAIL", word, "ANONYMIZED");
                out.append("{EMAIL}");
            } else {
                out.append(word);
            }
            if (end < text.length()) {
                out.append(text.charAt(end));
            }
            at = end + 1;
        }
        return out.toString();
    }

    private static boolean isAddress(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == '@';
    }

    private void entity(String type, String match, String action) {
        finding("sensitiveInformationPolicy", "piiEntities")
                .put("match", match)
                .put("type", type)
                .put("action", action);
        assessment.withObject("/sensitiveInformationPolicy").putArray("regexes");
    }

    private ObjectNode finding(String policy, String list) {
        return assessment
                .withObject("/" + policy)
                .withArray("/" + list)
                .addObject()
                .put("detected", true);
    }

    private static ObjectNode usage(int units) {
        return JsonCodec.object()
                .put("topicPolicyUnits", units)
                .put("contentPolicyUnits", units)
                .put("wordPolicyUnits", units)
                .put("sensitiveInformationPolicyUnits", units)
                .put("sensitiveInformationPolicyFreeUnits", 0)
                .put("contextualGroundingPolicyUnits", 0);
    }
}
