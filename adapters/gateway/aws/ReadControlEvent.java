package gateway.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import gateway.Stage;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads an event of EventBridge as it arrives in the queue. What is none of ours says that nothing has changed. */
public final class ReadControlEvent implements Stage<String, ControlEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(ReadControlEvent.class);
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    /** What CloudTrail calls the calls that change a secret's current value, and the end of a rotation. */
    private static final Set<String> SECRET_CHANGES =
            Set.of("PutSecretValue", "UpdateSecret", "UpdateSecretVersionStage", "RotationSucceeded");
    /** An ARN ends with the secret's name, a dash and six characters that AWS adds. */
    private static final Pattern SECRET_ARN =
            Pattern.compile("arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:(.+?)(-\\w{6})?");

    private final ParameterNames names;

    ReadControlEvent(ParameterNames names) {
        this.names = names;
    }

    @Override
    public ControlEvent apply(String message) {
        ControlEvent event = read(message);
        LOG.debug("event: {}", event);
        return event;
    }

    private ControlEvent read(String message) {
        try {
            JsonNode event = JSON.readTree(message);
            return switch (event.path("source").asText()) {
                case "aws.ssm" -> parameter(event.path("detail").path("name").asText());
                case "aws.secretsmanager" -> secret(event.path("detail"));
                default -> new ControlEvent.Nothing();
            };
        } catch (JsonProcessingException e) {
            return new ControlEvent.Nothing();
        }
    }

    private ControlEvent parameter(String name) {
        if (name.startsWith(names.switches() + "/")) {
            return new ControlEvent.Switches();
        }
        return name.equals(names.revision()) || name.equals(names.activeModels())
                ? new ControlEvent.Registry()
                : new ControlEvent.Nothing();
    }

    private static ControlEvent secret(JsonNode detail) {
        if (!SECRET_CHANGES.contains(detail.path("eventName").asText())) {
            return new ControlEvent.Nothing();
        }
        String called = detail.path("requestParameters").path("secretId").asText();
        String rotated = detail.path("additionalEventData").path("SecretId").asText();
        String id = called.isEmpty() ? rotated : called;
        Matcher arn = SECRET_ARN.matcher(id);
        String name = arn.matches() ? arn.group(1) : id;
        return name.isEmpty() ? new ControlEvent.Nothing() : new ControlEvent.Secret(name);
    }
}
