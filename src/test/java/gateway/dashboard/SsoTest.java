package gateway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.sso.SsoGateways;
import gateway.sso.TestIssuer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person logs in at an identity provider, acts, and logs out, by the browser. */
@ExtendWith(SharedBrowser.class)
class SsoTest {
    private static TestIssuer issuer;
    private static TestGateway gateway;
    private static Browsing browsing;

    @BeforeAll
    static void start(Browser browser) {
        issuer = new TestIssuer();
        gateway = SsoGateways.start(issuer.uri());
        browsing = new Browsing(browser, gateway, issuer.uri());
    }

    @AfterAll
    static void stop() {
        browsing.close();
        gateway.close();
        issuer.close();
    }

    @AfterEach
    void saysTheTruthAgain() {
        issuer.says(UnaryOperator.identity());
    }

    @Test
    void logsInActsAndLogsOut() {
        Page page = browsing.open(1440, ColorScheme.LIGHT);
        page.evaluate("location.hash = 'models'");
        page.reload();
        page.click("text=Log in with Acme");
        page.click("text=Continue as Jane");
        assertThat(page.locator("h1")).hasText("Models and switches");
        assertThat(page.locator("#who")).hasText("sso:248289761001 (operator)");
        assertThat(page.url()).isEqualTo(gateway.managementUrl() + "/#models");

        page.click("[aria-label='Stop the model gpt-4o-mini']");
        page.fill("dialog label:has-text('Reason') + input", "a test");
        page.click("dialog button[type=submit]");
        assertThat(page.locator("#toast")).containsText("model/gpt-4o-mini is switched off");
        assertThat(new Client(gateway).ask("gpt-4o-mini").status()).isEqualTo(503);
        page.click("#toast >> text=Undo");
        assertThat(page.locator("#toast")).containsText("Taken back");
        Browsing.go(page, "audit");
        assertThat(page.locator("main tbody tr").nth(1)).containsText("kill-switch/model/gpt-4o-mini");
        assertThat(page.locator("main tbody tr").nth(1)).containsText("sso:248289761001");
        page.reload();
        assertThat(page.locator("#who")).hasText("sso:248289761001 (operator)");

        page.click("#logout");
        page.waitForURL(gateway.managementUrl() + "/");
        assertThat(page.locator("#sso")).isVisible();
        assertThat(issuer.logouts()).containsExactly("248289761001");
        assertThat(page.context().cookies()).noneMatch(cookie -> cookie.name.equals("serai_session"));
        page.reload();
        assertThat(page.locator("h1")).hasText("Log in");
        browsing.assertQuiet();
        page.context().close();
    }

    @Test
    void showsTheWayInToEverybody() {
        Page page = browsing.open(1440, ColorScheme.LIGHT);
        assertThat(page.locator("#sso")).isVisible();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "dashboard", "login.png")));
        everywhere(page, "login with a provider");
        issuer.says(set -> set.claim("groups", List.of("staff")));
        page.click("#sso");
        page.click("text=Continue as Jane");
        assertThat(page.locator("h1")).hasText("Not logged in");
        assertThat(page.locator(".problem")).containsText("have no role here");
        everywhere(page, "no role");

        issuer.says(UnaryOperator.identity());
        page.click("text=Log in as somebody else");
        page.click("text=Continue as Jane");
        assertThat(page.locator("#who")).hasText("sso:248289761001 (operator)");
        assertThat(browsing.takeErrors()).allMatch(error -> error.contains("403"));
        page.context().close();
    }

    @Test
    void showsNoOtherWayInWhereThereIsNone(Browser browser) {
        try (TestGateway plain = TestGateway.start();
                Browsing other = new Browsing(browser, plain)) {
            Page page = other.open(1440, ColorScheme.LIGHT);
            page.waitForResponse("**/login", page::reload);
            page.waitForSelector("#key");

            assertThat(page.locator("#sso")).hasCount(0);
            other.assertQuiet();
        }
    }

    @Test
    void offersTheKeyWhileTheProviderIsDown(Browser browser) {
        try (TestGateway alone = SsoGateways.start(SsoGateways.nobody());
                Browsing other = new Browsing(browser, alone)) {
            Page page = other.open(360, ColorScheme.DARK);
            page.click("#sso");
            assertThat(page.locator(".problem")).containsText("does not answer now");
            page.click("text=Back to the login");
            assertThat(page.locator(".provider")).containsText("a key works all the same");
            everywhere(page, "provider down");
            page.fill("#key", TestGateway.ADMIN_KEY);
            page.keyboard().press("Enter");
            page.waitForSelector("#nav:visible");
            assertThat(page.locator("#who")).hasText("admin (operator)");
            assertThat(other.takeErrors()).allMatch(error -> error.contains("503"));
        }
    }

    /** In both themes, on a desk and on a phone. */
    private static void everywhere(Page page, String what) {
        for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
            for (int width : new int[] {1440, 360}) {
                page.setViewportSize(width, 900);
                String shown = what + " " + theme + " " + width;
                assertThat(Browsing.violations(page)).as(shown).isEqualTo(List.of());
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .as(shown)
                        .isEqualTo(width);
            }
        }
    }
}
