package gateway.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.aws.ParameterNames.Subject;
import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Mode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** What a switch's parameter says. */
sealed interface SwitchValue {
    /** The switch is not thrown. */
    record Off() implements SwitchValue {}

    /** The switch is thrown. */
    record On(Switch thrown) implements SwitchValue {}

    /** Nobody can tell, and so the switch counts as thrown. */
    record Unclear(Switch thrown) implements SwitchValue {}

    /** Who threw a switch whose parameter does not say. */
    String BY_HAND = "parameter-store";

    ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Reads a parameter. */
    static SwitchValue read(Subject subject, Parameter parameter) {
        String value = parameter.value().strip();
        Instant since = parameter.lastModifiedDate();
        if (value.equalsIgnoreCase("false")) {
            return new Off();
        }
        if (value.equalsIgnoreCase("true")) {
            return new On(thrown(subject, "thrown in Parameter Store", Mode.DRAIN, BY_HAND, since, null));
        }
        try {
            if (JSON.readTree(value) instanceof ObjectNode body) {
                return new On(thrown(
                        subject,
                        text(body, "reason", "thrown in Parameter Store"),
                        mode(body),
                        text(body, "author", BY_HAND),
                        body.hasNonNull("since") ? instant(body, "since") : since,
                        body.hasNonNull("until") ? instant(body, "until") : null));
            }
        } catch (JsonProcessingException | DateTimeParseException | IllegalArgumentException e) {
            // the value may hold anything, so that it stands in no log
        }
        return new Unclear(thrown(subject, "the parameter cannot be read", Mode.DRAIN, BY_HAND, since, null));
    }

    /** The value of a parameter that throws a switch. */
    static String write(Switch thrown) {
        ObjectNode body = JSON.createObjectNode();
        body.put("reason", thrown.reason());
        body.put("mode", thrown.mode().name().toLowerCase(Locale.ROOT));
        body.put("author", thrown.author());
        body.put("since", thrown.since().toString());
        if (thrown.until() != null) {
            body.put("until", thrown.until().toString());
        }
        return body.toString();
    }

    private static Switch thrown(
            Subject subject, String reason, Mode mode, String author, Instant since, @Nullable Instant until) {
        return new Switch(subject.scope(), subject.name(), reason, mode, author, since, until);
    }

    private static Mode mode(ObjectNode body) {
        return switch (text(body, "mode", "drain")) {
            case "drain" -> Mode.DRAIN;
            case "cut" -> Mode.CUT;
            default -> throw new IllegalArgumentException("mode");
        };
    }

    private static String text(ObjectNode body, String field, String otherwise) {
        JsonNode node = body.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return otherwise;
        }
        if (!node.isTextual()) {
            throw new IllegalArgumentException(field);
        }
        return node.textValue();
    }

    private static Instant instant(ObjectNode body, String field) {
        return Instant.parse(text(body, field, ""));
    }
}
