package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.idempotency.KeptReply;
import gateway.idempotency.ReplyStore;
import gateway.idempotency.ReplyStoreContract;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRepliesTest extends ReplyStoreContract {
    @TempDir
    Path folder = Path.of("unset");

    @AutoClose
    private final Databases databases = new Databases();

    @Override
    protected ReplyStore open() {
        return new LocalReplies(databases.replies(folder), clock);
    }

    @Test
    void canBeReadByItsOwnerAlone() throws Exception {
        open();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("idempotency.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void deletesWhatHasExpired() throws Exception {
        ReplyStore store = open();
        for (int i = 0; i < 1_500; i++) {
            store.claim("k" + i, "f", "o", in(Duration.ofSeconds(1)));
        }
        store.claim("kept", "f", "o", in(Duration.ofSeconds(1)));
        store.keep("kept", "o", new KeptReply(200, Map.of(), ByteBuffer.allocate(1), false), in(Duration.ofSeconds(2)));
        clock.pass(Duration.ofSeconds(2));

        store.forget();
        assertThat(rows()).isEqualTo(1_500);

        clock.pass(ReplyStore.GRACE);
        store.forget();
        assertThat(rows()).isZero();
    }

    private long rows() throws Exception {
        return Sql.number(databases.raw(folder.resolve("idempotency.db")), "SELECT count(*) FROM replies");
    }
}
