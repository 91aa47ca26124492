package gateway.aws;

import gateway.Stage;
import gateway.control.Documents;

/** Ends the reading of the registry. */
public final class EndRegistry implements Stage<RegistryReading, Documents> {
    @Override
    public Documents apply(RegistryReading reading) {
        return reading.documents();
    }
}
