package gateway.infra;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The gateway's settings in a task, as environment variables: {@code application.yaml} tells what they mean. */
final class TaskEnvironment {
    static final int CLIENT_PORT = 8080;
    static final int MANAGEMENT_PORT = 8081;

    /** The only folder that can be written to. */
    static final String DATA = "/var/lib/serai";

    private static final String ANYWHERE = "0.0.0.0";

    private TaskEnvironment() {}

    /**
     * The variables.
     *
     * @param queues URLs of the queues by the setting's name: {@code request-queue}, {@code reply-queue},
     *     {@code dead-letter-queue}
     */
    static Map<String, String> of(
            Target target, Map<String, GuardrailStack.Made> guardrails, Map<String, String> queues) {
        Map<String, String> variables = new TreeMap<>(Timing.environment());
        variables.put("SERAI_ENVIRONMENT", target.stage().word());
        variables.put("SERAI_DATA_DIR", DATA);
        variables.put("SERAI_HOST", ANYWHERE);
        variables.put("SERAI_PORT", Integer.toString(CLIENT_PORT));
        variables.put("SERAI_MANAGEMENT_HOST", ANYWHERE);
        variables.put("SERAI_MANAGEMENT_PORT", Integer.toString(MANAGEMENT_PORT));
        variables.put("SERAI_AWS_REGION", target.region());
        variables.put("SERAI_LOG_FORMAT", "json");
        guardrails.forEach((domain, made) -> {
            String prefix = "SERAI_GUARDRAILS_" + domain.toUpperCase(Locale.ROOT) + "_BEDROCK_";
            variables.put(prefix + "ID", made.id());
            variables.put(prefix + "VERSION", made.version());
            variables.put(prefix + "REGION", target.region());
        });
        variables.put("SERAI_QUEUES_RETRY_MAX_ATTEMPTS", "8");
        variables.put("SERAI_QUEUES_RETRY_FIRST_DELAY", "1s");
        variables.put("SERAI_QUEUES_RETRY_MAX_DELAY", "5m");
        variables.put("SERAI_QUEUES_RETRY_MAX_AGE", "1d");
        variables.put("SERAI_QUEUES_SQS_CONSUMERS", "8");
        variables.put("SERAI_QUEUES_SQS_VISIBILITY", DataStack.VISIBILITY.toSeconds() + "s");
        queues.forEach((name, url) ->
                variables.put("SERAI_QUEUES_SQS_" + name.replace('-', '_').toUpperCase(Locale.ROOT), url));
        return variables;
    }
}
