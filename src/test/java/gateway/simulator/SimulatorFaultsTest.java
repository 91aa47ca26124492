package gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The faults that can be set do what they say. */
class SimulatorFaultsTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String WHOLE = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String STREAM =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    @RegisterExtension
    final RunningSimulator simulator = new RunningSimulator();

    @Test
    void answersWithAStatusAndHeaders() {
        fault("{\"status\":429,\"headers\":{\"retry-after\":\"7\"}}");

        HttpResponse<String> response = post(WHOLE);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).hasValue("7");
        assertThat(response.body()).contains("\"code\":\"rate_limit_exceeded\"");
    }

    @Test
    void answersWithABodyOfItsOwn() {
        fault("{\"status\":500,\"body\":\"oops\"}");

        assertThat(post(WHOLE).body()).isEqualTo("oops");
    }

    @Test
    void speaksAnthropicsErrorsToAnthropicsClients() {
        fault("{\"status\":529}");

        assertThat(simulator.send(simulator.post("/v1/messages", "{}")).body())
                .contains("\"type\":\"overloaded_error\"");
    }

    @Test
    void failsEveryThirdRequestOnly() {
        fault("{\"status\":500,\"every\":3}");

        assertThat(post(WHOLE).statusCode()).isEqualTo(200);
        assertThat(post(WHOLE).statusCode()).isEqualTo(200);
        assertThat(post(WHOLE).statusCode()).isEqualTo(500);
    }

    @Test
    void isUsedUp() {
        fault("{\"status\":500,\"times\":1}");

        assertThat(post(WHOLE).statusCode()).isEqualTo(500);
        assertThat(post(WHOLE).statusCode()).isEqualTo(200);
        assertThat(simulator.get().faults().fired("fault")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":500,\"host\":\"elsewhere\"}",
                "{\"status\":500,\"model\":\"other\"}",
                "{\"status\":500,\"dialect\":\"gemini\"}"
            })
    void sparesWhatItIsNotFor(String json) {
        fault(json);

        assertThat(post(WHOLE).statusCode()).isEqualTo(200);
    }

    @Test
    void matchesTheHostThatIsSimulated() {
        fault("{\"status\":500,\"host\":\"api.example.com\"}");

        assertThat(simulator
                        .send(simulator.post(PATH, WHOLE).header("x-simulated-host", "api.example.com"))
                        .statusCode())
                .isEqualTo(500);
    }

    @Test
    void neverAnswersWhenItHangs() {
        fault("{\"hang\":true}");

        assertThatThrownBy(() -> simulator.send(simulator.post(PATH, WHOLE).timeout(Duration.ofMillis(200))))
                .hasCauseInstanceOf(HttpTimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"reset\":true}", "{\"cutAfterChunks\":0}", "{\"cutAfterChunks\":3}"})
    void resetsTheConnection(String json) {
        fault(json);

        assertThatThrownBy(() -> post(STREAM)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> post(WHOLE)).isInstanceOf(UncheckedIOException.class);
        assertThat(simulator.get().counts().failed()).isEqualTo(2);
    }

    @Test
    void cutsAStreamAfterItsChunks() {
        fault("{\"cutAfterChunks\":3}");

        assertThatThrownBy(() -> post(STREAM)).isInstanceOf(UncheckedIOException.class);

        assertThat(simulator.get().counts().tokens()).isEqualTo(3);
    }

    @Test
    void sendsAnErrorInsideTheStream() {
        fault("{\"errorEventAfterChunks\":2}");

        assertThat(post(STREAM).body())
                .contains("\"content\":\" is\"")
                .doesNotContain("[DONE]")
                .endsWith("\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n");
    }

    @Test
    void endsAnEmptyStreamCleanly() {
        fault("{\"emptyStream\":true}");

        HttpResponse<String> response = post(STREAM);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void putsAnErrorIntoStatus200() {
        fault("{\"errorIn200\":true}");

        HttpResponse<String> response = post(WHOLE);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("{\"error\":");
    }

    @Test
    void talksGarbage() {
        fault("{\"garbage\":true}");

        assertThat(post(WHOLE).body()).startsWith("<html>");
        assertThat(post(STREAM).body()).contains("data: <html>");
    }

    @Test
    void answersWithAGivenText() {
        fault("{\"text\":\"Call me on 030 1234567\",\"chunks\":3}");

        assertThat(post(WHOLE).body()).contains("\"content\":\"Call me on\"");
    }

    @Test
    void dripsAWholeAnswerSlowly() {
        fault("{\"slowDripMs\":5}");

        assertThat(post(WHOLE).body()).contains("You said: Hi");
    }

    @Test
    void refusesWhatIsNoFault() {
        SimulatorFaults faults = simulator.get().faults();

        assertThatThrownBy(() -> faults.put("typo", "{\"stauts\":500}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stauts");
        assertThatThrownBy(() -> faults.put("never", "{\"every\":0}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("every must be at least 1");
    }

    private void fault(String json) {
        simulator.get().faults().put("fault", json);
    }

    private HttpResponse<String> post(String body) {
        return simulator.send(simulator.post(PATH, body));
    }
}
