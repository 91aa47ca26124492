package gateway.aws;

import gateway.Stage;
import gateway.killswitch.StoredSwitches;

/** Ends the reading of the switches. */
public final class EndSwitches implements Stage<SwitchReading, StoredSwitches> {
    private final ParameterSwitches switches;

    EndSwitches(ParameterSwitches switches) {
        this.switches = switches;
    }

    @Override
    public StoredSwitches apply(SwitchReading reading) {
        return switches.end(reading);
    }
}
