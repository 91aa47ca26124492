package gateway.refresh;

import gateway.Stage;
import gateway.control.ControlData;
import gateway.control.Documents;
import gateway.settings.ControlReader;

/** Makes control data of what a store holds; what does not hold refuses all of it. */
public final class CheckRegistry implements Stage<Documents, ControlData> {
    private final ControlReader reader;

    /** Takes what binds and checks. */
    public CheckRegistry(ControlReader reader) {
        this.reader = reader;
    }

    @Override
    public ControlData apply(Documents documents) {
        return reader.read(documents);
    }
}
