package gateway.reload;

import gateway.reload.RouteFile.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the routes whose files have changed. The new generation of a route starts beside the old one and takes its
 * endpoint over in one step; the old one takes nothing more and is removed once its last message is through. A change
 * that does not check, load or start leaves everything as it was. Used by one thread.
 */
public final class RouteReload {
    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);

    private final CamelContext camel;
    private final ModelCamelContext model;
    private final RouteCheck check;
    private final Supplier<Collection<String>> deployments;
    private final RetiredRoutes retired;
    private Map<String, RouteFile> files;
    private int generation = 1;

    /**
     * Takes the running routes.
     *
     * @param check style and types
     * @param deployments ids of the deployments that have a route each
     * @param files all files as they were loaded
     */
    public RouteReload(
            CamelContext camel, RouteCheck check, Supplier<Collection<String>> deployments, List<RouteFile> files) {
        this.camel = camel;
        this.model = (ModelCamelContext) camel;
        this.check = check;
        this.deployments = deployments;
        this.retired = new RetiredRoutes(camel);
        this.files = byName(files);
    }

    /**
     * Takes changes over, all or none.
     *
     * @param changed file texts by name
     * @return what is wrong, if the change was not taken; empty if it was
     */
    public List<String> apply(Map<String, String> changed) {
        retired.sweep();
        try {
            Map<String, RouteFile> next = new TreeMap<>(files);
            List<RouteFile> read = new ArrayList<>();
            changed.forEach((name, text) -> read.add(RouteFile.read(name, text)));
            read.forEach(file -> next.put(file.name(), file));
            List<String> problems = check.problems(next.values());
            if (problems.isEmpty()) {
                tryOut(changed);
                replace(next.values(), read);
                files = next;
                LOG.info("routes changed: {}, generation {}", changed.keySet(), generation);
            }
            return problems;
        } catch (BrokenRouteException e) {
            return List.of(e.getMessage());
        }
    }

    /** Ends old routes that are through. */
    public void sweep() {
        retired.sweep();
    }

    private static Map<String, RouteFile> byName(List<RouteFile> files) {
        Map<String, RouteFile> byName = new TreeMap<>();
        files.forEach(file -> byName.put(file.name(), file));
        return byName;
    }

    /** Loads the texts into a context of their own, which finds whatever Camel itself refuses. */
    private static void tryOut(Map<String, String> changed) {
        try (DefaultCamelContext scratch = new DefaultCamelContext()) {
            for (Map.Entry<String, String> file : changed.entrySet()) {
                PluginHelper.getRoutesLoader(scratch)
                        .loadRoutes(ResourceHelper.fromString(file.getKey(), file.getValue()));
            }
        } catch (Exception e) {
            throw broken(e);
        }
    }

    private void replace(Collection<RouteFile> next, List<RouteFile> changed) {
        generation++;
        try {
            boolean all = false;
            for (RouteFile file : changed) {
                load(file);
                all |= file.kind() == Kind.CONFIGURATION;
            }
            for (RouteFile file : next) {
                if (all && file.kind() == Kind.ROUTE && !changed.contains(file)) {
                    load(file);
                }
            }
        } catch (Exception e) {
            undo(changed);
            throw broken(e);
        }
    }

    /** Puts the last good files back in place of what has already been replaced. */
    private void undo(List<RouteFile> changed) {
        generation++;
        for (RouteFile file : changed) {
            RouteFile good = files.get(file.name());
            if (good == null) {
                continue;
            }
            try {
                load(good);
            } catch (Exception e) {
                LOG.error(
                        "the last good {} could not be put back: {}",
                        file.name(),
                        e.getClass().getName());
            }
        }
    }

    private void load(RouteFile file) throws Exception {
        switch (file.kind()) {
            case CONFIGURATION -> configuration(file);
            case TEMPLATE -> template(file);
            case ROUTE -> route(file);
        }
    }

    private void route(RouteFile file) throws Exception {
        List<Route> old = running(file.id());
        load(file, file.generation(generation));
        retire(old);
    }

    private void template(RouteFile file) throws Exception {
        Model definitions = model.getCamelContextExtension().getContextPlugin(Model.class);
        definitions.removeRouteTemplateDefinitions(file.id());
        load(file, file.generation(generation));
        for (String deployment : deployments.get()) {
            List<Route> old = running(file.id() + "-" + deployment);
            instance(camel, file.id(), deployment, "~" + generation);
            retire(old);
        }
    }

    private void configuration(RouteFile file) throws Exception {
        RouteConfigurationDefinition old = model.getRouteConfigurationDefinitions().stream()
                .filter(definition -> file.id().equals(definition.getId()))
                .findFirst()
                .orElse(null);
        if (old != null) {
            model.removeRouteConfiguration(old);
        }
        load(file, file.generation(generation));
    }

    /**
     * Makes a deployment's route.
     *
     * @param suffix marks the generation; empty for the first
     */
    public static void instance(CamelContext camel, String template, String deployment, String suffix) {
        TemplatedRouteBuilder.builder(camel, template)
                .routeId(template + "-" + deployment + suffix)
                .prefixId(deployment + suffix)
                .parameter("deployment", deployment)
                .add();
    }

    private void load(RouteFile file, String text) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(file.name(), text));
    }

    private List<Route> running(String id) {
        return camel.getRoutes().stream()
                .filter(route ->
                        route.getRouteId().equals(id) || route.getRouteId().startsWith(id + "~"))
                .filter(route -> !retired.contains(route.getRouteId()))
                .toList();
    }

    private void retire(List<Route> old) {
        for (Route route : old) {
            ServiceHelper.suspendService(route.getConsumer());
            retired.add(route.getRouteId());
        }
    }

    private static BrokenRouteException broken(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new BrokenRouteException(String.valueOf(cause.getMessage()));
    }
}
