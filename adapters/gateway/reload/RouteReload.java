package gateway.reload;

import gateway.Ticker;
import gateway.reload.RouteFile.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
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
    private final Function<String, Collection<String>> instances;
    private final RetiredRoutes retired;
    private Map<String, RouteFile> files;
    private int generation = 1;

    /**
     * Takes the running routes.
     *
     * @param check style and types
     * @param instances by the id of a template, what has a route of it
     * @param files all files as they were loaded
     * @param ticker tells how long ago a route was replaced
     */
    public RouteReload(
            CamelContext camel,
            RouteCheck check,
            Function<String, Collection<String>> instances,
            List<RouteFile> files,
            Ticker ticker) {
        this.camel = camel;
        this.model = (ModelCamelContext) camel;
        this.check = check;
        this.instances = instances;
        this.retired = new RetiredRoutes(camel, ticker);
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
            return List.of(String.valueOf(e.getMessage()));
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

    /** Loads the texts into a context of their own, which finds whatever Camel itself refuses to read. */
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
        List<RouteFile> begun = new ArrayList<>();
        try {
            for (RouteFile file : affected(next, changed)) {
                if (file.kind() == Kind.ROUTE) {
                    // one that cannot start has replaced nothing
                    load(file);
                    begun.add(file);
                } else {
                    begun.add(file);
                    load(file);
                }
            }
        } catch (Exception e) {
            undo(begun);
            throw broken(e);
        }
    }

    /** What has changed, and every route that a changed configuration is part of; configurations first. */
    private static List<RouteFile> affected(Collection<RouteFile> next, List<RouteFile> changed) {
        Set<String> configurations = changed.stream()
                .filter(file -> file.kind() == Kind.CONFIGURATION)
                .map(RouteFile::id)
                .collect(Collectors.toSet());
        return next.stream()
                .filter(file -> changed.contains(file) || configurations.contains(file.configuration()))
                .sorted(Comparator.comparing(RouteFile::kind))
                .toList();
    }

    /** Puts the last good files back in place of what has already been replaced. */
    private void undo(List<RouteFile> begun) {
        generation++;
        for (RouteFile file : begun) {
            RouteFile good = files.get(file.name());
            try {
                if (good != null) {
                    load(good);
                } else {
                    remove(file);
                }
            } catch (Exception e) {
                LOG.error(
                        "the last good {} could not be put back: {}",
                        file.name(),
                        e.getClass().getName());
            }
        }
    }

    /** Takes away what a new file has brought. */
    private void remove(RouteFile file) throws Exception {
        switch (file.kind()) {
            case CONFIGURATION -> removeConfiguration(file.id());
            case TEMPLATE -> definitions().removeRouteTemplateDefinitions(file.id());
            case ROUTE -> retire(running(file.id()));
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
        String id = file.id() + "~" + generation;
        try {
            load(file, file.generation(generation));
        } catch (Exception e) {
            discard(id);
            throw e;
        }
        retire(old);
    }

    private void template(RouteFile file) throws Exception {
        definitions().removeRouteTemplateDefinitions(file.id());
        load(file, file.generation(generation));
        for (String instance : instances.apply(file.id())) {
            String id = file.id() + "-" + instance;
            List<Route> old = running(id);
            try {
                instance(camel, file.id(), instance, "~" + generation);
            } catch (Exception e) {
                discard(id + "~" + generation);
                throw e;
            }
            retire(old);
        }
    }

    private void configuration(RouteFile file) throws Exception {
        removeConfiguration(file.id());
        load(file, file.generation(generation));
    }

    private void removeConfiguration(String id) throws Exception {
        for (RouteConfigurationDefinition old : List.copyOf(model.getRouteConfigurationDefinitions())) {
            if (id.equals(old.getId())) {
                model.removeRouteConfiguration(old);
            }
        }
    }

    /** Removes what is left of a route that could not be made. */
    private void discard(String id) throws Exception {
        RouteDefinition left = model.getRouteDefinition(id);
        if (left != null) {
            model.removeRouteDefinition(left);
        }
    }

    private Model definitions() {
        return model.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /**
     * Makes a route of a template, whose one parameter is for whom it is.
     *
     * @param id of the deployment or guardrail
     * @param suffix marks the generation; empty for the first
     */
    public static void instance(CamelContext camel, String template, String id, String suffix) {
        String parameter = ((ModelCamelContext) camel)
                .getRouteTemplateDefinition(template)
                .getTemplateParameters()
                .getFirst()
                .getName();
        TemplatedRouteBuilder.builder(camel, template)
                .routeId(template + "-" + id + suffix)
                .prefixId(id + suffix)
                .parameter(parameter, id)
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
        return new BrokenRouteException(
                String.valueOf(cause.getMessage()).strip().replaceAll("\\s+", " "));
    }
}
