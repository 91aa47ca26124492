package gateway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import gateway.app.TestGateway;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call from the page is a call like any other, and the page shows all that comes back as text. */
@ExtendWith(SharedBrowser.class)
class PlaygroundTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>";

    private static TestGateway gateway;
    private static Browsing browsing;

    @BeforeAll
    static void start(Browser browser) {
        gateway = TestGateway.start();
        browsing = new Browsing(browser, gateway);
    }

    @AfterAll
    static void stop() {
        browsing.close();
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/messages"})
    void streamsAnAnswerWithItsTimesHeadersAndStory(String path) {
        Page page = enter(path, "claude-haiku-4-5");
        page.fill("label:has-text('Further headers') + textarea", "x-serai-residency: eu");
        page.fill("label:has-text('Prompt') + textarea", HOSTILE);
        page.click("text=Send");

        assertThat(page.locator("#headline")).containsText("Answered by haiku-4-5-bedrock-eu");
        assertThat(page.locator("main")).containsText("x-serai-residency");
        assertThat(page.locator("main")).containsText(Pattern.compile("200, head after \\d+ ms, ended after"));
        assertThat(page.locator(".events li").count()).isGreaterThan(3);
        assertThat(page.locator("#answer").textContent()).isNotBlank();
        assertThat(Browsing.violations(page)).isEqualTo(List.of());
        browsing.assertQuiet();
    }

    @Test
    void showsAHostileAnswerAsText() {
        gateway.simulator()
                .faults()
                .put("hostile", "{\"dialect\":\"openai\",\"text\":\"" + HOSTILE.replace("\"", "\\\"") + "\"}");
        Page page = enter("/v1/chat/completions", "gpt-4o-mini");
        page.uncheck("label:has-text('As a stream') input");
        page.click("text=Send");

        assertThat(page.locator("#answer")).hasText(HOSTILE);
        assertThat(page.locator("main img, main script")).hasCount(0);
        gateway.simulator().faults().clear();
        browsing.assertQuiet();
    }

    @Test
    void showsAnErrorOfTheClientApiAndStaysLoggedIn() {
        Page page = enter("/v1/chat/completions", "gpt-4o-mini");
        page.fill("label:has-text(\"Client's key\") + input", "sk-serai-wrong");
        page.click("text=Send");

        assertThat(page.locator("main")).containsText("401, head after");
        assertThat(page.locator("#headline")).containsText("invalid_api_key");
        assertThat(page.locator("#who")).hasText("admin (operator)");
        assertThat(browsing.takeErrors()).allMatch(error -> error.contains("401"));
    }

    @Test
    void writesTheSameCallForProgramsWithoutTheKey() {
        Page page = enter("/v1/messages", "gpt-4o-mini");
        for (String language : List.of("curl", "Python", "JavaScript", "Java")) {
            page.selectOption("label:has-text('Language') + select", language);
            String code =
                    page.locator("[aria-label='The request as a program']").textContent();
            assertThat(code)
                    .as(language)
                    .contains(gateway.url() + "/v1/messages", "SERAI_KEY", "gpt-4o-mini")
                    .doesNotContain(TestGateway.KEY);
        }
        browsing.assertQuiet();
    }

    private static Page enter(String path, String model) {
        Page page = browsing.page();
        Browsing.go(page, "playground");
        page.fill("label:has-text('Path') + input", path);
        page.fill("label:has-text(\"Client's key\") + input", TestGateway.KEY);
        page.fill("label:has-text('Model') + input", model);
        return page;
    }
}
