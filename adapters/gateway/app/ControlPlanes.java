package gateway.app;

import gateway.Ticker;
import gateway.settings.Profile;
import gateway.settings.Settings;

/** Opens the stores of control data that a profile has. */
final class ControlPlanes {
    private ControlPlanes() {}

    static ControlPlane open(Profile profile, Settings settings, Ticker ticker) {
        return switch (profile) {
            case EMBEDDED, AWS -> local(settings, ticker);
        };
    }

    private static ControlPlane local(Settings settings, Ticker ticker) {
        throw new IllegalStateException(settings.dataDir() + " " + ticker);
    }
}
