package gateway.app;

import gateway.Ticker;
import gateway.aws.AwsControl;
import gateway.aws.AwsNetwork;
import gateway.aws.SecretsManagerSecrets;
import gateway.local.FolderLock;
import gateway.local.LocalAudit;
import gateway.local.LocalDecisions;
import gateway.local.LocalDocuments;
import gateway.local.LocalFeedback;
import gateway.local.LocalLedger;
import gateway.local.LocalReplies;
import gateway.local.LocalSums;
import gateway.local.LocalSwitchStore;
import gateway.local.LocalUsage;
import gateway.local.SqliteDatabase;
import gateway.provider.bedrock.TrustedAuthorities;
import gateway.settings.Profile;
import gateway.settings.Settings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Opens the stores of control data that a profile has. */
final class ControlPlanes {
    private ControlPlanes() {}

    static ControlPlane open(
            Profile profile,
            Settings settings,
            AwsCredentialsProvider credentials,
            InstantSource clock,
            Ticker ticker) {
        return switch (profile) {
            case EMBEDDED -> local(settings, clock, ticker);
            case AWS -> aws(settings, credentials, clock, ticker);
        };
    }

    private static ControlPlane local(Settings settings, InstantSource clock, Ticker ticker) {
        SqliteDatabase control = SqliteDatabase.control(settings.dataDir(), ticker);
        SqliteDatabase decisions = SqliteDatabase.decisions(settings.dataDir(), ticker);
        SqliteDatabase ledger = SqliteDatabase.ledger(settings.dataDir(), ticker);
        SqliteDatabase usage = SqliteDatabase.usage(settings.dataDir(), ticker);
        SqliteDatabase routing = SqliteDatabase.routing(settings.dataDir(), ticker);
        SqliteDatabase replies = SqliteDatabase.replies(settings.dataDir(), ticker);
        FolderLock lock = FolderLock.of(settings.dataDir());
        LocalDocuments documents = new LocalDocuments(control);
        LocalSwitchStore switches = new LocalSwitchStore(control, ticker);
        return new ControlPlane(
                documents,
                switches,
                new LocalAudit(control),
                new LocalDecisions(decisions),
                new LocalLedger(ledger),
                new LocalUsage(usage),
                new LocalFeedback(decisions),
                new LocalSums(routing),
                new LocalReplies(replies, clock),
                null,
                Map.of(
                        "readDocuments", new ReadStores.ReadDocuments(documents),
                        "readStoredSwitches", new ReadStores.ReadSwitches(switches)),
                "embedded",
                List.of("local"),
                lock.isFirst(),
                null,
                new SecretChanges(),
                () -> {
                    replies.close();
                    routing.close();
                    usage.close();
                    decisions.close();
                    ledger.close();
                    control.close();
                    lock.close();
                });
    }

    private static ControlPlane aws(
            Settings settings, AwsCredentialsProvider credentials, InstantSource clock, Ticker ticker) {
        Path ca = settings.egress().ca();
        AwsControl control = AwsControl.open(
                settings,
                credentials,
                new AwsNetwork(settings.egress().proxy(), ca == null ? null : new TrustedAuthorities(ca)),
                clock,
                ticker);
        SecretsManagerSecrets secrets =
                new SecretsManagerSecrets(control.secrets(), SecretsManagerSecrets.prefix(settings.environment()));
        SecretChanges changes = new SecretChanges();
        control.warm();
        return new ControlPlane(
                control.documents(),
                control.switches(),
                control.audit(),
                control.decisions(),
                control.ledger(new Dice()),
                control.usage(),
                control.feedback(),
                control.sums(),
                control.replies(),
                control.answers(),
                control.beans(name -> {
                    String provider = secrets.provider(name);
                    if (provider != null) {
                        changes.accept(provider);
                    }
                }),
                "aws",
                control.hasEvents() ? List.of("aws", "aws-events") : List.of("aws"),
                false,
                secrets,
                changes,
                control::close);
    }
}
