package gateway.settings;

import java.util.List;

/** Says that the settings cannot be used. Its message lists every problem; none shows a secret. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    /** Lists what is wrong. */
    public SettingsException(List<String> problems) {
        super("the settings cannot be used:\n- " + String.join("\n- ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each problem with its place and how to put it right. */
    public List<String> problems() {
        return problems;
    }
}
