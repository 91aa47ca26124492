package gateway.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Something that must hold of the templates of every variant.
 *
 * @param name what holds
 * @param body throws an {@link AssertionError} where it does not
 */
record Check(String name, Consumer<Templates> body) {
    /** All of them. */
    static List<Check> all() {
        List<Check> checks = new ArrayList<>();
        checks.addAll(NetworkChecks.ALL);
        checks.addAll(DataChecks.ALL);
        checks.addAll(GuardrailChecks.ALL);
        checks.addAll(RoleChecks.ALL);
        checks.addAll(ServiceChecks.ALL);
        checks.addAll(AlarmChecks.ALL);
        checks.addAll(ParameterChecks.ALL);
        checks.addAll(CollectorChecks.ALL);
        return checks;
    }
}
