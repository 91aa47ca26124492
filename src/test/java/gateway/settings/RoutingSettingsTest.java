package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.choose.Strategy;
import gateway.model.RoutingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void takesAStrategyForEachNameAndAnObjectiveForEachTenant() throws IOException {
        Settings settings = read("""
                routing:
                    strategies: {auto:fast: fastest, gpt-5.4-mini: weighted}
                    shadow: cheapest
                    families: {gpt-5.4-mini: gpt-mini}
                  tenants: {demo: {residency: any, routing: {objective: cheap, exploration-share: 0}}}
                """);

        assertThat(settings.routing().strategies())
                .isEqualTo(Map.of("auto:fast", Strategy.FASTEST, "gpt-5.4-mini", Strategy.WEIGHTED));
        assertThat(settings.routing().shadow()).isEqualTo(Strategy.CHEAPEST);
        assertThat(new TenantRules(settings.guardrails())
                        .withoutKey(settings.tenants())
                        .get("demo"))
                .isNotNull()
                .satisfies(demo -> assertThat(demo.routing()).isEqualTo(new RoutingRules("cheap", 0.0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{exploration-share: 1.5} | gateway.routing.exploration-share | from 0 to 1",
                "{half-life: 1d} | gateway.routing.half-life | at least 7d",
                "{sync: 100ms} | gateway.routing.sync | at least 1s",
                "{shadow: bandit} | gateway.routing.shadow | in place of bandit",
                "{strategies: {auto:quick: fastest}} | gateway.routing.strategies | nobody can ask for",
                "{objectives: {quick: {cost: 1, latency: 1}}} | gateway.routing.objectives | best, balanced, cheap and fast",
                "{objectives: {best: {cost: -1, latency: 1}}} | gateway.routing.objectives.best.cost | below 0",
                "{objectives: {best: {cost: 1, latency: 1, reference-usd: 0}}} | reference-usd | above 0",
            })
    void refusesWhatMakesNoSense(String routing, String path, String reason) {
        assertThatThrownBy(() -> read("routing: " + routing))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(path.trim())
                .hasMessageContaining(reason.trim());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{objective: quick} | gateway.tenants.demo.routing.objective | best, balanced, cheap or fast",
                "{exploration-share: -1} | gateway.tenants.demo.routing.exploration-share | from 0 to 1",
            })
    void refusesWhatMakesNoSenseOfATenant(String routing, String path, String reason) {
        assertThatThrownBy(() -> read("tenants: {demo: {residency: any, routing: " + routing + "}}"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(path.trim())
                .hasMessageContaining(reason.trim());
    }

    private Settings read(String yaml) throws IOException {
        Path overlay = Files.writeString(folder.resolve("overlay.yaml"), "gateway:\n  " + yaml);
        return SettingsTexts.load(Map.of(), overlay).settings();
    }
}
