package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import gateway.admin.AdminApi.Answer;
import gateway.control.KeyHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A key stands in the answer that makes it, and neither it nor its hash anywhere else. */
class SecrecyTest {
    private static final LoggerContext CONTEXT = (LoggerContext) LoggerFactory.getILoggerFactory();
    private static final Logger OURS = CONTEXT.getLogger("gateway.admin");

    private final ListAppender<ILoggingEvent> seen = new ListAppender<>();
    private final AdminApi api = new AdminApi();

    @BeforeEach
    void listen() {
        seen.setContext(CONTEXT);
        seen.start();
        OURS.addAppender(seen);
        OURS.setLevel(Level.TRACE);
        OURS.setAdditive(false);
    }

    @AfterEach
    void stop() {
        OURS.detachAppender(seen);
        OURS.setLevel(null);
        OURS.setAdditive(true);
    }

    @Test
    void showsNoKeyAndNoHashAnywhereElse() {
        List<String> keys = new ArrayList<>(List.of(AdminApi.ADMIN_KEY, AdminApi.DEMO_KEY));
        List<String> texts = new ArrayList<>();
        api.put("/admin/v1/tenants/clinic", "{\"residency\":\"eu\"}");
        for (String path : List.of("/admin/v1/keys", "/admin/v1/administrators")) {
            String body = path.endsWith("keys") ? "{\"tenant\":\"clinic\"}" : "{\"role\":\"operator\"}";
            Answer made = api.post(path, body);
            String one = path + "/" + made.json().path("id").asText();
            keys.add(made.json().path("key").asText());
            keys.add(api.post(one + "/rotate", "").json().path("key").asText());
            texts.add(api.get(one).text());
            texts.add(api.get(path).text());
            texts.add(api.post(path, body.replace("{", "{\"key\":\"" + keys.getLast() + "\","))
                    .text());
            texts.add(api.call("GET", path, keys.get(2), "", Map.of()).text());
            api.store.down(true);
            texts.add(api.post(path, body).text());
            api.store.down(false);
            api.refreshFails = true;
            keys.add(api.post(path, body).json().path("key").asText());
            api.refreshFails = false;
            texts.add(api.delete(one).text());
        }
        texts.add(api.delete("/admin/v1/tenants/clinic").text());
        texts.add(api.get("/admin/v1/audit").text());
        texts.add(api.get("/admin/v1/status").text());
        texts.add(api.store.entries().toString());
        seen.list.forEach(event -> texts.add(event.getFormattedMessage()));

        assertThat(keys).hasSize(8).doesNotHaveDuplicates();
        assertThat(seen.list).isNotEmpty();
        for (String key : keys) {
            String secret = key.substring(key.lastIndexOf('-') + 1);
            assertThat(texts).noneMatch(text -> text.contains(key) || text.contains(KeyHash.of(key)));
            assertThat(secret.length() < 40 || texts.stream().noneMatch(text -> text.contains(secret)))
                    .isTrue();
        }
    }
}
