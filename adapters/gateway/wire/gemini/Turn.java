package gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one side says before the other does.
 *
 * @param role {@code user} or {@code model}
 * @param responses what functions answered
 * @param others all other parts, in order
 */
record Turn(String role, List<FunctionResponse> responses, List<ObjectNode> others) {
    Turn(String role) {
        this(role, new ArrayList<>(), new ArrayList<>());
    }

    boolean isEmpty() {
        return responses.isEmpty() && others.isEmpty();
    }

    /** Every part: responses first and in the order of their calls, by which Gemini joins those that have no id. */
    List<ObjectNode> parts(Target target) {
        List<ObjectNode> parts = new ArrayList<>();
        responses.stream()
                .sorted(Comparator.comparingInt(FunctionResponse::place))
                .map(FunctionResponse::part)
                .forEach(parts::add);
        parts.addAll(others);
        if (target.wantsSignatures()) {
            signFirstCall(parts);
        }
        return parts;
    }

    /** Only the first call of a turn must have a seal. */
    private static void signFirstCall(List<ObjectNode> parts) {
        parts.stream()
                .filter(part -> part.has("functionCall"))
                .findFirst()
                .filter(part -> !part.has("thoughtSignature"))
                .ifPresent(part -> part.put("thoughtSignature", ThoughtSignature.OF_FOREIGN_CALL));
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Turn[" + role + ", responses=" + responses.size() + ", others=" + others.size() + "]";
    }
}
