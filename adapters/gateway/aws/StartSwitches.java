package gateway.aws;

import gateway.Stage;

/** Begins to read the switches, whatever the message holds. */
public final class StartSwitches implements Stage<Object, SwitchReading> {
    private final ParameterSwitches switches;

    StartSwitches(ParameterSwitches switches) {
        this.switches = switches;
    }

    @Override
    public SwitchReading apply(Object body) {
        return switches.begin();
    }
}
