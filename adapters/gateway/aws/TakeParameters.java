package gateway.aws;

import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;

/** Takes a page of parameters. */
public final class TakeParameters {
    /** The reading with one more page. */
    public SwitchReading apply(SwitchReading reading, GetParametersByPathResponse page) {
        return reading.take(page);
    }
}
