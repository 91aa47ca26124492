package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.model.CacheRules;
import gateway.model.Experiment;
import gateway.model.Mirroring;
import gateway.model.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tenants may say of kept answers, experiments and mirrors. */
class CompareAndKeepSettingsTest {
    @TempDir
    Path folder = Path.of("unset");

    @Test
    void takesWhatATenantWants() throws IOException {
        Settings settings = read("""
                cache: {not-before: 2026-11-27T10:00:00Z, models: {mini: {ttl: 10m, similarity: 0.6}, auto: {ttl: 1h}}},
                routing: {experiments: {mini: {arms: {a: {model: gpt-5.4-mini, weight: 3}, b: {model: gpt-5.4-mini, weight: 0}}}},
                  mirrors: {mini: {to: gpt-5.4-mini, share: 0.5}}}""");

        Tenant demo = Objects.requireNonNull(new TenantRules(settings.guardrails())
                .withoutKey(settings.tenants())
                .get("demo"));
        assertThat(demo.cache())
                .isEqualTo(new CacheRules(
                        Instant.parse("2026-11-27T10:00:00Z"),
                        Map.of(
                                "mini", new CacheRules.Rule(Duration.ofMinutes(10), 0.6),
                                "auto", new CacheRules.Rule(Duration.ofHours(1), null))));
        assertThat(demo.routing().experiments())
                .isEqualTo(Map.of(
                        "mini",
                        new Experiment(List.of(
                                new Experiment.Arm("a", "gpt-5.4-mini", 3),
                                new Experiment.Arm("b", "gpt-5.4-mini", 0)))));
        assertThat(demo.routing().mirrors()).isEqualTo(Map.of("mini", new Mirroring("gpt-5.4-mini", 0.5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cache: {models: {minni: {ttl: 1h}}} | cache.models.minni | did you mean mini?",
                "cache: {models: {mini: {ttl: 31d}}} | cache.models.mini.ttl | 30d at most",
                "cache: {models: {mini: {ttl: 0s}}} | cache.models.mini.ttl | more than 0",
                "cache: {models: {mini: {ttl: 1h, similarity: 0.3}}} | cache.models.mini.similarity | 0.5 to 1",
                "cache: {models: {mini: {ttl: 1h, similarity: 1.5}}} | cache.models.mini.similarity | 0.5 to 1",
                "routing: {experiments: {maxi: {arms: {a: {model: gpt-5.4-mini, weight: 1}}}}} | experiments.maxi | model or an alias",
                "routing: {experiments: {mini: {arms: {}}}} | experiments.mini.arms | weight is above 0",
                "routing: {experiments: {mini: {arms: {a: {model: gpt-5.4-mini, weight: 0}}}}} | mini.arms | weight is above 0",
                "routing: {experiments: {mini: {arms: {A: {model: gpt-5.4-mini, weight: 1}}}}} | mini.arms.A | lower-case",
                "routing: {experiments: {mini: {arms: {a: {model: gpt-5, weight: 1}}}}} | arms.a.model | unknown model",
                "routing: {mirrors: {mini: {to: gpt-5, share: 0.1}}} | mirrors.mini.to | unknown model",
                "routing: {mirrors: {mini: {to: gpt-5.4-mini, share: 0}}} | mirrors.mini.share | above 0 to 1",
                "routing: {mirrors: {maxi: {to: gpt-5.4-mini, share: 1}}} | mirrors.maxi | neither a model nor an alias",
            })
    void refusesWhatMakesNoSense(String part, String path, String reason) {
        assertThatThrownBy(() -> read(part))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("gateway.tenants.demo.")
                .hasMessageContaining(path.trim())
                .hasMessageContaining(reason.trim());
    }

    private Settings read(String tenant) throws IOException {
        Path overlay = Files.writeString(
                folder.resolve("overlay.yaml"), "gateway: {tenants: {demo: {residency: any, " + tenant + "}}}");
        return SettingsTexts.load(Map.of(), overlay).settings();
    }
}
