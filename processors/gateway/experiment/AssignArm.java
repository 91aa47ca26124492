package gateway.experiment;

import gateway.Stage;
import gateway.model.Experiment;
import gateway.model.Experiment.Arm;
import gateway.model.Json;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Plan;
import gateway.model.Request;
import gateway.model.Role;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Gives a request for a name with an experiment its arm, and leaves that arm's deployments. The same user, or the same
 * conversation where no user is named, has the same arm each time and in every process, as long as the weights stand:
 * it is drawn by a hash, and nothing is kept. Where the arm's model may not be called now, the others stay.
 */
public final class AssignArm implements Stage<Plan, Plan> {
    private static final String STAGE = "experiment";
    private static final String ALGORITHM = "SHA-256";
    private static final double RANGE = 0x1p53;
    private static final int UNUSED_BITS = 11;

    /** By which fields clients name their users: OpenAI's two, and Anthropic's. */
    private static final List<String> USERS = List.of("user", "safety_identifier", "metadata");

    private final ExperimentListener listener;

    /** Takes who is told. */
    public AssignArm(ExperimentListener listener) {
        this.listener = listener;
    }

    @Override
    public Plan apply(Plan plan) {
        String name = plan.request().model();
        Experiment experiment = plan.tenant().routing().experiments().get(name);
        // vectors of different models are never mixed, and what the gateway itself asks for goes where it is meant to
        // go
        if (experiment == null || plan.request().call().isOwn() || !(plan.request() instanceof Request.Chat chat)) {
            return plan;
        }
        Arm arm = arm(experiment, plan.tenant().id() + '\n' + name + '\n' + who(chat));
        boolean callable =
                plan.candidates().stream().anyMatch(each -> each.model().equals(arm.model()));
        listener.assigned(plan.tenant().id(), name, arm.name(), callable);
        return callable
                ? plan.without(STAGE, each -> each.model().equals(arm.model()) ? null : "not of arm " + arm.name())
                        .noting(STAGE, "arm " + arm.name())
                : plan.noting(STAGE, "arm " + arm.name() + " has no deployment that may be called: any other");
    }

    private static Arm arm(Experiment experiment, String key) {
        long all = experiment.arms().stream().mapToLong(Arm::weight).sum();
        double at = fraction(key) * all;
        for (Arm each : experiment.arms()) {
            at -= each.weight();
            if (at < 0) {
                return each;
            }
        }
        return experiment.arms().getLast();
    }

    /** Evenly spread over 0 to 1, 1 excluded. */
    private static double fraction(String key) {
        try {
            byte[] hash = MessageDigest.getInstance(ALGORITHM).digest(key.getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(hash).getLong() >>> UNUSED_BITS) / RANGE;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** The user, if the client names one, else that by which a conversation begins: its first word of the user. */
    private static String who(Request.Chat chat) {
        for (String field : USERS) {
            Json named = chat.rest().get(field);
            if (named != null) {
                return field + named.text();
            }
        }
        for (Message message : chat.messages()) {
            if (message.role() == Role.USER) {
                return message.parts().stream()
                        .map(part -> part instanceof Part.Text text ? text.text() : "")
                        .collect(Collectors.joining("\n"));
            }
        }
        return chat.call().id();
    }
}
