package gateway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators do on the page has its effect in the gateway, and can be taken back. */
@ExtendWith(SharedBrowser.class)
class ActionsTest {
    private static TestGateway gateway;
    private static Browsing browsing;
    private static Client client;
    private Page page;

    @BeforeAll
    static void start(Browser browser) {
        gateway = TestGateway.start();
        browsing = new Browsing(browser, gateway);
        client = new Client(gateway);
    }

    @AfterAll
    static void stop() {
        browsing.close();
        gateway.close();
    }

    @BeforeEach
    void enter() {
        page = browsing.page();
    }

    @AfterEach
    void leave() {
        browsing.assertQuiet();
    }

    @Test
    void stopsAModelWithAReasonAndAnEnd() {
        Browsing.go(page, "models");
        page.click("[aria-label='Stop the model gpt-4o-mini']");
        assertThat(Browsing.violations(page)).isEqualTo(List.of());
        page.fill("dialog label:has-text('Reason') + input", "it answers <b>nonsense</b>");
        page.selectOption("dialog label:has-text('It ends') + select", "15");
        page.click("dialog button[type=submit]");
        assertThat(page.locator("#toast")).containsText("model/gpt-4o-mini is switched off");

        assertThat(client.ask("gpt-4o-mini").status()).isEqualTo(503);
        assertThat(admin("GET", "/admin/v1/kill-switches/model/gpt-4o-mini"))
                .contains("it answers <b>nonsense</b>", "\"author\":\"admin\"", "\"mode\":\"drain\"")
                .doesNotContain("\"until\":null");
        assertThat(page.locator("main")).containsText("it answers <b>nonsense</b>");

        page.click("#toast >> text=Undo");
        assertThat(page.locator("#toast")).containsText("Taken back");
        assertThat(client.ask("gpt-4o-mini").status()).isEqualTo(200);
        Browsing.go(page, "audit");
        assertThat(page.locator("main tbody tr").nth(1)).containsText("kill-switch/model/gpt-4o-mini");
        assertThat(page.locator("main tbody tr").nth(1)).containsText("admin");
    }

    @Test
    void doesNothingWhenSomebodyThinksBetterOfIt() {
        Browsing.go(page, "models");
        page.click("[aria-label='Stop the model gpt-5-nano']");
        page.click("dialog >> text=Cancel");
        page.click("[aria-label='Stop the model gpt-5-nano']");
        page.keyboard().press("Escape");

        assertThat(page.locator("dialog")).isHidden();
        assertThat(admin("GET", "/admin/v1/kill-switches")).doesNotContain("gpt-5-nano");
    }

    @Test
    void changesAWeightAndPutsItBack() {
        String path = "/admin/v1/deployments/haiku-4-5-bedrock-eu";
        String before = admin("GET", path);
        Browsing.go(page, "models");
        page.fill("[aria-label='Weight of haiku-4-5-bedrock-eu']", "7");
        page.click("[aria-label='Save haiku-4-5-bedrock-eu']");
        assertThat(page.locator("#toast")).containsText("has weight 7");
        assertThat(admin("GET", path)).contains("\"weight\":7");

        Browsing.go(page, "audit");
        page.locator("main tbody tr:has-text('put deployment/haiku-4-5-bedrock-eu') >> text=Put back…")
                .first()
                .click();
        page.click("dialog button[type=submit]");
        assertThat(page.locator("#toast")).containsText("holds again");
        assertThat(admin("GET", path)).isEqualTo(before);
    }

    @Test
    void changesAModelAsADocument() {
        Browsing.go(page, "models");
        page.click("summary:has-text('A model as a document')");
        page.selectOption("details select", "llama3.2");
        String document = page.inputValue("details textarea");
        page.fill("details textarea", document.replace("\"max-output-tokens\": 8192", "\"max-output-tokens\": 4096"));
        page.click("text=Put it in place");
        assertThat(page.locator("#toast")).containsText("llama3.2 is changed");

        assertThat(admin("GET", "/admin/v1/models/llama3.2")).contains("\"max-output-tokens\":4096");
    }

    @Test
    void setsABudgetThatHolds() {
        admin("PUT", "/admin/v1/tenants/poor", "{\"residency\":\"any\"}");
        String key = made(admin("POST", "/admin/v1/keys", "{\"tenant\":\"poor\"}"));
        Browsing.go(page, "tenants");
        page.click("[aria-label='Budgets of poor']");
        page.fill("dialog label:has-text('USD per day') + input", "0");
        page.click("dialog button[type=submit]");
        assertThat(page.locator("#toast")).containsText("poor has 0 USD per day");
        Reply refused = client.post(Api.OPENAI, key, Map.of(), Client.body("gpt-4o-mini", false));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).contains("budget_exceeded");

        page.click("#toast >> text=Undo");
        assertThat(page.locator("#toast")).containsText("Taken back");
        assertThat(client.post(Api.OPENAI, key, Map.of(), Client.body("gpt-4o-mini", false))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void makesAKeyWithAHostileNameAndRevokesIt() {
        String name = "<img src=x onerror=alert(1)>\"'`";
        Browsing.go(page, "tenants");
        page.click("text=New key…");
        page.fill("dialog label:has-text('Name') + input", name);
        page.click("dialog button[type=submit]");
        String key = page.locator("#new-key").textContent();
        page.click("dialog >> text=Close");
        assertThat(client.post(Api.OPENAI, key, Map.of(), Client.body("gpt-4o-mini", false))
                        .status())
                .isEqualTo(200);
        Locator row = page.locator("main tbody tr", new Page.LocatorOptions().setHasText(name));
        assertThat(row).hasCount(1);
        assertThat(page.locator("main img")).hasCount(0);

        row.locator("text=Revoke…").click();
        page.click("dialog button[type=submit]");
        assertThat(page.locator("#toast")).containsText("is revoked");
        assertThat(client.post(Api.OPENAI, key, Map.of(), Client.body("gpt-4o-mini", false))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void showsAViewerEverythingAndLetsItChangeNothing() {
        String key = made(admin("POST", "/admin/v1/administrators", "{\"role\":\"viewer\"}"));
        Page viewer = browsing.enter(1440, ColorScheme.LIGHT, key);
        Browsing.go(viewer, "models");
        assertThat(viewer.locator("main")).containsText("haiku-4-5-anthropic");
        assertThat(viewer.locator("main button")).hasCount(0);
        Browsing.go(viewer, "tenants");
        assertThat(viewer.locator("main button")).hasCount(0);
        viewer.click("#logout");
        assertThat(viewer.locator("h1")).hasText("Log in");
        viewer.context().close();
    }

    @Test
    void lastsOverAReloadAndEndsWithLogout() {
        page.reload();
        assertThat(page.locator("#who")).hasText("admin (operator)");
        page.click("#logout");
        assertThat(page.locator("h1")).hasText("Log in");
        page.reload();
        assertThat(page.locator("h1")).hasText("Log in");
        assertThat(page.context().cookies()).isEmpty();
    }

    private static String made(String reply) {
        return reply.replaceAll(".*\"key\":\"([^\"]+)\".*", "$1");
    }

    private static String admin(String method, String path) {
        return admin(method, path, "");
    }

    private static String admin(String method, String path, String body) {
        return client.admin(method, path, TestGateway.ADMIN_KEY, body).body();
    }
}
