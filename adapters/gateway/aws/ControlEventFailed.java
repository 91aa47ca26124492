package gateway.aws;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes that an event could not be acted upon. It does not come again: the next poll finds what it was about, and an
 * event that always fails would go round for ever.
 */
public final class ControlEventFailed {
    private static final Logger LOG = LoggerFactory.getLogger(ControlEventFailed.class);

    /** Notes it. */
    public void apply(Exception failure) {
        LOG.warn(
                "an event could not be acted upon, the next poll will do: {}",
                failure.getClass().getSimpleName());
    }
}
