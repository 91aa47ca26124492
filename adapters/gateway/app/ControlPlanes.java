package gateway.app;

import gateway.Ticker;
import gateway.local.LocalAudit;
import gateway.local.LocalDecisions;
import gateway.local.LocalDocuments;
import gateway.local.LocalSwitchStore;
import gateway.local.SqliteDatabase;
import gateway.settings.Profile;
import gateway.settings.Settings;
import java.util.Map;

/** Opens the stores of control data that a profile has. */
final class ControlPlanes {
    private ControlPlanes() {}

    static ControlPlane open(Profile profile, Settings settings, Ticker ticker) {
        return switch (profile) {
            case EMBEDDED, AWS -> local(settings, ticker);
        };
    }

    private static ControlPlane local(Settings settings, Ticker ticker) {
        SqliteDatabase control = SqliteDatabase.control(settings.dataDir(), ticker);
        SqliteDatabase decisions = SqliteDatabase.decisions(settings.dataDir(), ticker);
        LocalDocuments documents = new LocalDocuments(control);
        LocalSwitchStore switches = new LocalSwitchStore(control, ticker);
        return new ControlPlane(
                documents,
                switches,
                new LocalAudit(control),
                new LocalDecisions(decisions),
                Map.of(
                        "readDocuments", new ReadStores.ReadDocuments(documents),
                        "readStoredSwitches", new ReadStores.ReadSwitches(switches)),
                "embedded",
                "local",
                true,
                () -> {
                    decisions.close();
                    control.close();
                });
    }
}
