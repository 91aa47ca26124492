package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.feedback.Feedback;
import gateway.feedback.FeedbackStore;
import gateway.feedback.FeedbackStoreContract;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFeedbackTest extends FeedbackStoreContract {
    private static final Instant DECIDED = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path folder = Path.of("unset");

    @AutoClose
    private final Databases databases = new Databases();

    @Override
    protected FeedbackStore open() {
        return new LocalFeedback(databases.decisions(folder));
    }

    @Test
    void isForgottenWithTheRecordThatItIsAbout() {
        SqliteDatabase database = databases.decisions(folder);
        LocalFeedback store = new LocalFeedback(database);
        store.add(feedback("old", DECIDED.minusSeconds(1)));
        store.add(feedback("young", DECIDED));

        new LocalDecisions(database).expire(DECIDED);

        assertThat(store.find(List.of("old", "young"))).containsOnlyKeys("young");
    }

    private static Feedback feedback(String decision, Instant decided) {
        return new Feedback(decision, decided, "demo", "k", "sonnet", 1, null, DECIDED.plusSeconds(60));
    }
}
