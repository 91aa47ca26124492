package gateway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import gateway.app.TestGateway;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a newcomer sees in each view, in both themes, on a desk and on a phone. */
@ExtendWith(SharedBrowser.class)
class ViewsTest {
    private static TestGateway gateway;
    private static Browsing browsing;
    private static Script script;

    @BeforeAll
    static void start(Browser browser) {
        gateway = TestGateway.start();
        script = Script.run(gateway);
        browsing = new Browsing(browser, gateway);
    }

    @AfterAll
    static void stop() {
        browsing.close();
        gateway.close();
    }

    @Test
    void showsEveryViewToEverybody() {
        Page page = browsing.enter(1440, ColorScheme.LIGHT);
        for (String view : views()) {
            Browsing.go(page, view);
            if (view.equals("live")) {
                assertThat(page.locator("#saving")).containsText("The router");
            }
            for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
                for (int width : new int[] {1440, 360}) {
                    page.setViewportSize(width, 900);
                    String shown = view + " " + theme + " " + width;
                    // colours change with the theme, places with the width: each of them is looked at
                    if ((theme == ColorScheme.LIGHT) == (width == 1440)) {
                        assertThat(Browsing.violations(page)).as(shown).isEqualTo(List.of());
                    }
                    assertThat(page.evaluate("document.documentElement.scrollWidth"))
                            .as(shown)
                            .isEqualTo(width);
                }
                page.setViewportSize(1440, 900);
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target", "dashboard", view.replaceAll("/.*", "") + "-" + theme + ".png")));
            }
        }
        browsing.assertQuiet();
        page.context().close();
    }

    private static List<String> views() {
        return List.of(
                "live",
                "models",
                "tenants",
                "decisions",
                "decision/" + script.answered(),
                "decision/" + script.blocked(),
                "playground",
                "routes",
                "audit");
    }

    @Test
    void tellsWhichModelFails() {
        Page page = browsing.page();
        Locator first = page.locator("section:has-text('Deployments, failing ones first') tbody tr")
                .first();

        assertThat(first).containsText("sonnet-4-5-anthropic");
        assertThat(first.locator(".bad")).containsText(Pattern.compile("failing|breaker open"));
    }

    @Test
    void tellsWhatATenantSpentToday() {
        Page page = browsing.page();

        assertThat(page.locator("section:has-text('Spend by tenant') tbody tr").first())
                .containsText(Pattern.compile("demo\\$0\\.\\d*[1-9]"));
    }

    @Test
    void tellsWhetherTheRouterSavesMoney() {
        Page page = browsing.page();

        assertThat(page.locator("#saving")).containsText(Pattern.compile("(saves|costs) [\\d.]+ %"));
        assertThat(page.locator("section:has-text('Learning router') tbody tr").first())
                .isVisible();
    }

    @Test
    void tellsWhyACallWasRefused() {
        Page page = browsing.page();
        page.click("nav >> text=Decisions");
        page.fill("label:has-text('Id') + input", script.blocked());
        page.click("text=Search");

        assertThat(page.locator("#headline")).containsText("Refused with 400 blocked_by_guardrail");
        assertThat(page.locator(".story li.stopped")).containsText("Guardrails on the prompt");

        Browsing.go(page, "decision/" + script.unknown());
        assertThat(page.locator("#headline")).containsText("model_not_found");
    }

    @Test
    void findsDecisionsByWhatBecameOfThem() {
        Page page = browsing.page();
        page.click("section:has-text('Refusals by cause') >> text=model_not_found");

        Locator rows = page.locator("main tbody tr");
        assertThat(rows.first()).containsText("model_not_found");
        assertThat(rows.locator("text=complete")).hasCount(0);
    }

    @Test
    void tellsADecisionAsAStory() {
        Page page = browsing.page();
        Browsing.go(page, "decision/" + script.answered());

        assertThat(page.locator("#headline")).containsText("Answered by sonnet-4-5-bedrock");
        assertThat(page.locator(".story")).containsText("Attempts");
        assertThat(page.locator(".story")).containsText("Answer and receipt");
        browsing.assertQuiet();
    }

    @Test
    void showsTheRoutesAsTheyAreLoaded() {
        Page page = browsing.page();
        Browsing.go(page, "routes");

        Locator chain = page.locator("section:has-text('The chain') .steps").first();
        assertThat(chain.locator("> li")).hasCount(12);
        assertThat(chain.locator("> li").first()).containsText(Pattern.compile("admission.*\\d+ runs"));
    }

    @Test
    void canBeUsedByKeysAlone() {
        Page page = browsing.page();
        assertThat(page.locator("#saving")).containsText("The router");
        assertThat(page.evaluate("document.querySelector('a, button, input').id"))
                .isEqualTo("skip");
        page.focus("#skip");
        page.keyboard().press("Enter");
        assertThat(page.locator("#main")).isFocused();
        page.locator("nav a").nth(1).focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Models and switches");
        assertThat(page.locator("nav a[aria-current]")).hasText("Models and switches");
    }

    @Test
    void keepsTheThemeThatSomebodyChose() {
        Page page = browsing.enter(1440, ColorScheme.LIGHT);
        Object light = page.evaluate("getComputedStyle(document.body).backgroundColor");
        page.click("#theme");
        Object dark = page.evaluate("getComputedStyle(document.body).backgroundColor");
        page.reload();
        page.waitForSelector("#nav:visible");

        assertThat(dark).isNotEqualTo(light);
        assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(dark);
        page.context().close();
    }
}
