package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.admin.AdminApi.Answer;
import gateway.control.Documents;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a change when others write too, and when stores fail. */
class ControlWriterTest {
    private static final String PATH = "/admin/v1/aliases/nano";
    private static final String BODY = "{\"model\":\"gpt-5-nano\"}";

    private final AdminApi api = new AdminApi();

    @Test
    void makesAChangeThatIsMeantForTheRevisionOfNow() {
        Answer read = api.get("/admin/v1/aliases");

        Answer put = putFor(String.valueOf(read.headers().get("etag")));

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.headers()).containsEntry("etag", "\"2\"");
    }

    @Test
    void refusesAChangeThatIsMeantForAnotherRevision() {
        api.put("/admin/v1/aliases/other", BODY);
        Documents before = api.store.documents();

        Answer put = putFor("\"1\"");

        assertThat(put.status()).isEqualTo(409);
        assertThat(put.code()).isEqualTo("conflict");
        assertThat(put.message()).contains("no longer at revision 1", "read it again");
        assertThat(api.store.documents()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "W/\"1\"", "\"one\"", "", "\"-1\"", "\"1\", \"2\"", "\"99999999999999999999\""})
    void refusesARevisionThatIsNone(String header) {
        assertThat(putFor(header).status()).isEqualTo(400);
        assertThat(api.store.documents().revision()).isEqualTo(1);
    }

    @Test
    void makesAChangeAgainIfSomebodyElseWroteMeanwhile() {
        api.store.race(1);

        Answer put = api.put(PATH, BODY);

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.headers()).containsEntry("etag", "\"3\"");
        assertThat(api.store.entries()).hasSize(1);
    }

    @Test
    void givesUpIfOthersWriteAllTheTime() {
        api.store.race(2);

        assertThat(api.put(PATH, BODY).status()).isEqualTo(409);
        assertThat(api.snapshot.current().find("nano")).isNull();
    }

    @Test
    void doesNotRepeatAChangeThatIsMeantForOneRevision() {
        api.store.race(1);

        assertThat(putFor("\"1\"").status()).isEqualTo(409);
    }

    @Test
    void tellsOfAStoreThatIsDown() {
        api.store.down(true);

        Answer put = api.put(PATH, BODY);
        Answer get = api.get("/admin/v1/models");

        assertThat(put.status()).isEqualTo(503);
        assertThat(put.code()).isEqualTo("store_unavailable");
        assertThat(put.headers()).containsEntry("retry-after", "5");
        assertThat(get.status()).isEqualTo(503);
        assertThat(api.get("/admin/v1/status").status()).isEqualTo(200);
    }

    @Test
    void tellsOfAChangeThatIsMadeButNotInUseYet() {
        api.refreshFails = true;

        Answer put = api.put(PATH, BODY);

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json().path("warning").asText()).contains("not in use here yet");
        assertThat(api.store.documents().revision()).isEqualTo(2);
        assertThat(api.snapshot.current().find("nano")).isNull();
    }

    @Test
    void tellsAllProblemsAtOnce() {
        Answer put = api.put(
                "/admin/v1/models/new",
                "{\"context-tokens\":\"many\",\"colour\":\"red\",\"deployments\":{\"x\":{\"provider\":\"acme\"}}}");

        assertThat(put.message())
                .contains(
                        "models.new.context-tokens must be a whole number",
                        "models.new.colour is unknown",
                        "models.new.max-output-tokens is missing",
                        "models.new.deployments.x.price is missing",
                        "names the unknown provider acme");
    }

    private Answer putFor(String revision) {
        return api.call("PUT", PATH, AdminApi.ADMIN_KEY, BODY, Map.of("if-match", revision));
    }
}
