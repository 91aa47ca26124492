package gateway.infra;

import java.util.Locale;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.RetentionDays;

/** How large an environment is, and how much of it survives its removal. */
public enum Stage {
    /** Two zones and one task; everything goes with its stack. */
    DEV(2, 1, 2, RetentionDays.TWO_WEEKS, false),
    /** Three zones and a task in each; data, keys and logs stay when a stack is removed. */
    PROD(3, 3, 30, RetentionDays.ONE_YEAR, true);

    private final int zones;
    private final int leastTasks;
    private final int mostTasks;
    private final RetentionDays logs;
    private final boolean kept;

    Stage(int zones, int leastTasks, int mostTasks, RetentionDays logs, boolean kept) {
        this.zones = zones;
        this.leastTasks = leastTasks;
        this.mostTasks = mostTasks;
        this.logs = logs;
        this.kept = kept;
    }

    /** Its name, as it stands in the names of what is made, and as the gateway's environment. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Availability zones. */
    public int zones() {
        return zones;
    }

    /** Tasks that always run. */
    public int leastTasks() {
        return leastTasks;
    }

    /** Tasks under the highest load. */
    public int mostTasks() {
        return mostTasks;
    }

    /** How long logs are kept. */
    public RetentionDays logs() {
        return logs;
    }

    /** Whether data are protected against removal. */
    public boolean kept() {
        return kept;
    }

    /** What happens to data when their stack is removed. */
    RemovalPolicy removal() {
        return kept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    }
}
