package gateway.aws;

import gateway.Stage;
import java.util.function.Consumer;

/** Tells whoever keeps secrets that one has changed. */
public final class RefreshSecret implements Stage<ControlEvent, ControlEvent> {
    private final Consumer<String> changed;

    /**
     * Takes the listener.
     *
     * @param changed gets the secret's name
     */
    RefreshSecret(Consumer<String> changed) {
        this.changed = changed;
    }

    @Override
    public ControlEvent apply(ControlEvent event) {
        if (event instanceof ControlEvent.Secret(String name)) {
            changed.accept(name);
        }
        return event;
    }
}
