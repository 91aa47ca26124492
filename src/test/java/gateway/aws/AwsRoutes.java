package gateway.aws;

import gateway.reload.RouteCheck;
import gateway.reload.RouteFile;
import gateway.reload.RouteWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The routes of the profile aws with their beans, checked, and stand-ins for the refreshes that they call. */
final class AwsRoutes implements AutoCloseable {
    private static final String REFRESH = """
            - route:
                id: %1$s
                description: Stands in for the real one
                routeConfigurationId: inner-errors
                from:
                  uri: direct:%1$s
                  steps:
                    - bean:
                        id: do-%1$s
                        description: Note the call
                        ref: %2$s
                        method: run
            """;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate producer;

    /**
     * Starts them.
     *
     * @param properties what stands in placeholders; the route of events is loaded if its queue is among them
     * @param beans further beans: {@code switchesRefresh} and {@code registryRefresh} are called by events
     */
    AwsRoutes(AwsControl control, Properties properties, Map<String, Object> beans) throws Exception {
        Map<String, Object> all = new TreeMap<>(control.beans(secret -> {}));
        all.putAll(beans);
        all.forEach(camel.getRegistry()::bind);
        camel.getPropertiesComponent().setInitialProperties(properties);
        List<RouteFile> files = files(control.hasEvents());
        List<String> problems = new RouteCheck(all).problems(files);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.toString());
        }
        camel.start();
        for (RouteFile file : files) {
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(file.name(), file.generation(1)));
        }
        producer = camel.createProducerTemplate();
    }

    /** What a route makes of nothing. */
    <T> T ask(String uri, Class<T> type) {
        return producer.requestBody(uri, (Object) null, type);
    }

    @Override
    public void close() {
        camel.stop();
    }

    private static List<RouteFile> files(boolean events) throws IOException {
        Map<String, String> texts =
                new TreeMap<>(RouteWatch.read(List.of(Path.of("routes/aws"), Path.of("routes/aws-events"))));
        String errors = "inner-errors" + RouteFile.ENDING;
        texts.put(errors, RouteWatch.read(List.of(Path.of("routes"))).getOrDefault(errors, ""));
        if (events) {
            texts.put("refresh-switches" + RouteFile.ENDING, REFRESH.formatted("refresh-switches", "switchesRefresh"));
            texts.put("refresh-registry" + RouteFile.ENDING, REFRESH.formatted("refresh-registry", "registryRefresh"));
        } else {
            texts.remove("control-events" + RouteFile.ENDING);
        }
        List<RouteFile> files = new ArrayList<>();
        texts.forEach((name, text) -> files.add(RouteFile.read(name, text)));
        files.sort(Comparator.comparing(RouteFile::kind));
        return files;
    }
}
