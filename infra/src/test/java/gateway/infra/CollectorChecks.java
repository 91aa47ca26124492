package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold of the collector's configuration. It is compared with what the documentation of the OpenTelemetry
 * Collector and its contributions lists, as of v0.153; no collector has read it.
 */
final class CollectorChecks {
    static final List<Check> ALL = List.of(
            new Check("the collector knows every key of its configuration", CollectorChecks::keys),
            new Check("the collector's pipeline is of what is configured", CollectorChecks::pipeline),
            new Check("the first of a rare event is counted", CollectorChecks::rare));

    private static final String EXPORTER = "/exporters/awsemf";

    /* By where they stand: # is any element of a list, and a place that is not here may have any keys. */
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "",
            Set.of("receivers", "processors", "exporters", "extensions", "connectors", "service"),
            "/service",
            Set.of("pipelines", "extensions", "telemetry"),
            "/service/telemetry",
            Set.of("logs", "metrics", "traces", "resource"),
            "/receivers/prometheus",
            Set.of("config", "target_allocator", "trim_metric_suffixes", "api_server"),
            "/receivers/prometheus/config",
            Set.of("global", "scrape_configs", "scrape_config_files"),
            "/receivers/prometheus/config/scrape_configs/#",
            Set.of(
                    "job_name",
                    "scrape_interval",
                    "scrape_timeout",
                    "metrics_path",
                    "scheme",
                    "static_configs",
                    "relabel_configs",
                    "metric_relabel_configs",
                    "sample_limit"),
            "/receivers/prometheus/config/scrape_configs/#/static_configs/#",
            Set.of("targets", "labels"),
            "/receivers/prometheus/config/scrape_configs/#/metric_relabel_configs/#",
            Set.of("source_labels", "separator", "target_label", "regex", "modulus", "replacement", "action"),
            EXPORTER,
            Set.of(
                    "log_group_name",
                    "log_stream_name",
                    "log_retention",
                    "tags",
                    "namespace",
                    "endpoint",
                    "no_verify_ssl",
                    "proxy_address",
                    "region",
                    "role_arn",
                    "max_retries",
                    "dimension_rollup_option",
                    "resource_to_telemetry_conversion",
                    "output_destination",
                    "detailed_metrics",
                    "parse_json_encoded_attr_values",
                    "metric_declarations",
                    "metric_descriptors",
                    "retain_initial_value_of_delta_metric"),
            EXPORTER + "/metric_declarations/#",
            Set.of("dimensions", "metric_name_selectors", "label_matchers"));

    private CollectorChecks() {}

    private static void keys(Templates templates) {
        List<String> unknown = new ArrayList<>();
        look(configuration(templates), "", unknown);
        assertThat(unknown).isEmpty();
        assertThat(configuration(templates)
                        .at(EXPORTER + "/dimension_rollup_option")
                        .asText())
                .isIn("ZeroAndSingleDimensionRollup", "SingleDimensionRollupOnly", "NoDimensionRollup");
    }

    private static void look(JsonNode node, String path, List<String> unknown) {
        if (node.isArray()) {
            node.forEach(each -> look(each, path + "/#", unknown));
            return;
        }
        Set<String> known = KNOWN.get(path);
        node.properties().forEach(entry -> {
            String below = path + "/" + entry.getKey();
            if (known != null && !known.contains(entry.getKey())) {
                unknown.add(below);
            }
            look(entry.getValue(), below, unknown);
        });
    }

    private static void pipeline(Templates templates) {
        JsonNode configuration = configuration(templates);
        JsonNode pipelines = configuration.at("/service/pipelines");
        assertThat(pipelines.size()).isPositive();
        pipelines.forEach(pipeline -> List.of("receivers", "processors", "exporters")
                .forEach(kind -> assertThat(Templates.texts(pipeline.path(kind)))
                        .isNotEmpty()
                        .allMatch(name -> configuration.path(kind).has(name))));
    }

    /* The exporter turns counters into differences, and leaves the first value out where it is not told otherwise. */
    private static void rare(Templates templates) {
        assertThat(configuration(templates)
                        .at(EXPORTER + "/retain_initial_value_of_delta_metric")
                        .asBoolean())
                .isTrue();
    }

    private static JsonNode configuration(Templates templates) {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(AlarmChecks.containerVariable(templates));
        } catch (JsonProcessingException e) {
            throw new AssertionError("the configuration is no YAML", e);
        }
    }
}
