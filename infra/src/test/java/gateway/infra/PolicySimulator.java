package gateway.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Says whether a role's own policies allow a call: a matching Deny beats every Allow, and without an Allow nothing
 * goes. Knows {@code Action}, {@code Resource}, {@code NotResource} and the conditions {@code StringEquals} and
 * {@code StringNotEquals}; refuses to judge a policy with anything else.
 */
final class PolicySimulator {
    private final List<Statement> statements = new ArrayList<>();

    private PolicySimulator(List<Statement> statements) {
        this.statements.addAll(statements);
    }

    /** Takes a policy that people are given, of any stack. */
    static PolicySimulator managed(Templates templates, String name) {
        Arns arns = new Arns(templates);
        List<Statement> statements = new ArrayList<>();
        templates.all("AWS::IAM::ManagedPolicy").values().stream()
                .filter(policy -> policy.path("ManagedPolicyName").asText().equals(name))
                .forEach(policy -> policy.path("PolicyDocument")
                        .path("Statement")
                        .forEach(each -> statements.add(Statement.of(arns, each))));
        if (statements.isEmpty()) {
            throw new AssertionError("there is no policy " + name);
        }
        return new PolicySimulator(statements);
    }

    /** Takes all policies of a role of the stack {@code gateway}. */
    PolicySimulator(Templates templates, String role) {
        Arns arns = new Arns(templates);
        for (JsonNode resource : templates.stack("gateway").path("Resources")) {
            JsonNode properties = resource.path("Properties");
            boolean ofTheRole = properties.path("Roles").toString().contains("\"" + role);
            if (resource.path("Type").asText().equals("AWS::IAM::Policy") && ofTheRole) {
                properties
                        .path("PolicyDocument")
                        .path("Statement")
                        .forEach(each -> statements.add(Statement.of(arns, each)));
            }
        }
        if (statements.isEmpty()) {
            throw new AssertionError("the role " + role + " has no policy");
        }
    }

    /** All statements. */
    List<Statement> statements() {
        return List.copyOf(statements);
    }

    /**
     * Judges a call.
     *
     * @param context condition keys, such as {@code aws:RequestedRegion}
     */
    boolean allows(String action, String resource, Map<String, String> context) {
        boolean allowed = false;
        for (Statement statement : statements) {
            if (statement.matches(action, resource, context)) {
                if (!statement.allow()) {
                    return false;
                }
                allowed = true;
            }
        }
        return allowed;
    }

    /**
     * A statement.
     *
     * @param sid its name
     * @param allow whether it allows; otherwise it denies
     * @param actions patterns
     * @param resources patterns
     * @param inverted whether it is about all resources but those
     * @param conditions by operator and key
     */
    record Statement(
            String sid,
            boolean allow,
            List<String> actions,
            List<String> resources,
            boolean inverted,
            JsonNode conditions) {
        static Statement of(Arns arns, JsonNode statement) {
            statement.fieldNames().forEachRemaining(field -> {
                if (!List.of("Sid", "Effect", "Action", "Resource", "NotResource", "Condition")
                        .contains(field)) {
                    throw new AssertionError("a statement with " + field + " cannot be judged");
                }
            });
            boolean inverted = statement.has("NotResource");
            return new Statement(
                    statement.path("Sid").asText(),
                    statement.path("Effect").asText().equals("Allow"),
                    list(arns, statement.path("Action")),
                    list(arns, statement.path(inverted ? "NotResource" : "Resource")),
                    inverted,
                    statement.path("Condition"));
        }

        boolean matches(String action, String resource, Map<String, String> context) {
            boolean named = resources.stream().anyMatch(pattern -> like(pattern, resource));
            return actions.stream().anyMatch(pattern -> like(pattern, action))
                    && named != inverted
                    && conditions.properties().stream().allMatch(condition -> holds(condition, context));
        }

        private static boolean holds(Map.Entry<String, JsonNode> condition, Map<String, String> context) {
            boolean equal = switch (condition.getKey()) {
                case "StringEquals" -> true;
                case "StringNotEquals" -> false;
                default -> throw new AssertionError(condition.getKey() + " cannot be judged");
            };
            return condition.getValue().properties().stream().allMatch(key -> {
                List<String> values = key.getValue().isArray()
                        ? Templates.texts(key.getValue())
                        : List.of(key.getValue().asText());
                return values.contains(context.getOrDefault(key.getKey(), "")) == equal;
            });
        }

        private static List<String> list(Arns arns, JsonNode node) {
            List<String> texts = new ArrayList<>();
            if (node.isArray()) {
                node.forEach(each -> texts.add(arns.resolve("gateway", each)));
            } else {
                texts.add(arns.resolve("gateway", node));
            }
            return texts;
        }

        private static boolean like(String pattern, String text) {
            String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
            return Pattern.matches(regex, text);
        }
    }
}
