package gateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import gateway.app.TestGateway;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A browser that looks at a gateway. Every message of its console that tells of an error is kept. */
final class Browsing implements AutoCloseable {
    private static final Map<String, String> TITLES = Map.of(
            "live", "Live",
            "models", "Models and switches",
            "tenants", "Tenants and keys",
            "decisions", "Decisions",
            "decision", "Decision",
            "playground", "Playground",
            "routes", "Routes",
            "audit", "Audit log");
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private final TestGateway gateway;
    private final List<String> origins;
    private final Browser browser;
    private final List<String> errors = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();
    private @Nullable Page own;

    /**
     * Looks at a gateway.
     *
     * @param browser stays open
     * @param others origins beside the gateway's own that pages may call
     */
    Browsing(Browser browser, TestGateway gateway, String... others) {
        this.browser = browser;
        this.gateway = gateway;
        this.origins = new ArrayList<>(List.of(others));
        origins.add(gateway.managementUrl());
    }

    /**
     * The page of all tests that leave nothing behind in it: logged in, on a desk, in the light, at its first view. To
     * load one takes longer than most tests.
     */
    Page page() {
        Page page = own;
        if (page == null || !page.isVisible("#nav")) {
            page = enter(1440, ColorScheme.LIGHT);
            own = page;
        }
        page.evaluate("document.querySelectorAll('dialog[open]').forEach(each => each.close())");
        go(page, "live");
        return page;
    }

    /** A page of its own, logged in. */
    Page enter(int width, ColorScheme scheme) {
        return enter(width, scheme, TestGateway.ADMIN_KEY);
    }

    /** A page of its own, logged in with a key. */
    Page enter(int width, ColorScheme scheme, String key) {
        Page page = open(width, scheme);
        page.fill("#key", key);
        page.keyboard().press("Enter");
        page.waitForSelector("#nav:visible");
        return page;
    }

    /** A page of its own, at the login. */
    Page open(int width, ColorScheme scheme) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
        contexts.add(context);
        context.onClose(contexts::remove);
        Page page = context.newPage();
        page.setDefaultTimeout(SharedBrowser.PATIENCE_MILLIS);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(errors::add);
        page.onRequest(request -> {
            if (origins.stream().noneMatch(origin -> request.url().startsWith(origin + "/"))) {
                errors.add("a request to elsewhere: " + request.url());
            }
        });
        page.navigate(gateway.managementUrl() + "/");
        page.waitForSelector("#key");
        return page;
    }

    /** Goes to a view by its link, and waits until it is there. */
    static void go(Page page, String view) {
        page.evaluate("hash => { location.hash = hash; }", "#" + view);
        Locator heading = page.locator("h1");
        PlaywrightAssertions.assertThat(heading).hasText(TITLES.getOrDefault(view.replaceAll("/.*", ""), ""));
        PlaywrightAssertions.assertThat(heading).isFocused();
    }

    /** What axe-core finds wrong; each with the elements. */
    static Object violations(Page page) {
        if (Boolean.FALSE.equals(page.evaluate("'axe' in window"))) {
            page.evaluate(axe());
        }
        return page.evaluate(
                "axe.run({resultTypes: ['violations']}).then(found => found.violations.map("
                        + "each => each.id + ': ' + each.nodes.map(node => node.html + ' ' + node.failureSummary).join('; ')))");
    }

    /** Nothing went wrong in any page so far; then forgets it. */
    void assertQuiet() {
        assertThat(takeErrors()).isEmpty();
    }

    /** What went wrong so far; then forgets it. */
    List<String> takeErrors() {
        List<String> taken = List.copyOf(errors);
        errors.clear();
        return taken;
    }

    @Override
    public void close() {
        List.copyOf(contexts).forEach(BrowserContext::close);
    }

    private static String axe() {
        try (InputStream in = Browsing.class.getResourceAsStream(AXE)) {
            if (in == null) {
                throw new AssertionError("axe-core is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
