package gateway.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.control.Administrator;
import gateway.control.ApiKey;
import gateway.control.ControlData;
import gateway.control.Document;
import gateway.control.Documents;
import gateway.control.Kind;
import gateway.model.Deployment;
import gateway.model.Registry;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes control data of documents: they are bound and checked as strictly as {@code application.yaml}, against the
 * providers and hosts of the settings. What does not hold refuses all of them. Thread-safe.
 */
public final class ControlReader {
    private static final String ROOT = "gateway";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Settings settings;
    private final Profile profile;
    private final InstantSource clock;

    /**
     * Takes what documents are checked against.
     *
     * @param settings whose registry and tenants are not looked at
     * @param clock tells the day whose prices hold
     */
    public ControlReader(Settings settings, Profile profile, InstantSource clock) {
        this.settings = settings;
        this.profile = profile;
        this.clock = clock;
    }

    /**
     * What documents say.
     *
     * @throws SettingsException with every problem, if there is one
     */
    public ControlData read(Documents documents) {
        Problems problems = new Problems();
        SettingsBinder binder = new SettingsBinder(problems);
        Map<String, ModelSettings> models = models(documents, problems, binder);
        Map<String, String> aliases = new TreeMap<>();
        nodes(documents, Kind.ALIAS, problems).forEach((id, node) -> {
            problems.check(node.isTextual(), path(Kind.ALIAS, id), "must be the id of a model");
            aliases.put(id, node.asText());
        });
        Map<String, TenantSettings> tenants = new TreeMap<>();
        nodes(documents, Kind.TENANT, problems)
                .forEach((id, node) -> tenants.put(id, binder.bind(node, path(Kind.TENANT, id), TenantSettings.class)));
        Settings whole = settings.with(models, aliases, tenants);
        new SettingsChecks(problems).check(whole, profile);
        TenantRules rules = new TenantRules(settings.guardrails());
        Map<String, ApiKey> keys = keys(documents, tenants, rules, problems, binder);
        Map<String, Administrator> administrators = administrators(documents, problems, binder);
        Set<String> active = active(documents, models.keySet(), problems);
        if (!problems.found().isEmpty()) {
            throw new SettingsException(problems.found());
        }
        return new ControlData(
                documents,
                registry(whole, documents.revision(), active, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)),
                keys,
                administrators,
                rules.withoutKey(tenants));
    }

    private static Map<String, ModelSettings> models(Documents documents, Problems problems, SettingsBinder binder) {
        Map<String, ObjectNode> trees = new LinkedHashMap<>();
        nodes(documents, Kind.MODEL, problems).forEach((id, node) -> {
            if (node instanceof ObjectNode object) {
                object.putObject("deployments");
                trees.put(id, object);
            } else {
                problems.add(path(Kind.MODEL, id), "must be a section with keys of its own");
            }
        });
        nodes(documents, Kind.DEPLOYMENT, problems).forEach((id, node) -> {
            String model = node.path("model").asText();
            ObjectNode owner = trees.get(model);
            if (owner == null) {
                problems.add(ROOT + ".deployments." + id + ".model", "must be the id of a model, is '" + model + "'");
            } else if (node instanceof ObjectNode deployment) {
                deployment.remove("model");
                owner.withObject("/deployments").set(id, deployment);
            }
        });
        Map<String, ModelSettings> models = new LinkedHashMap<>();
        trees.forEach((id, tree) -> models.put(id, binder.bind(tree, path(Kind.MODEL, id), ModelSettings.class)));
        return models;
    }

    private static Map<String, ApiKey> keys(
            Documents documents,
            Map<String, TenantSettings> tenants,
            TenantRules rules,
            Problems problems,
            SettingsBinder binder) {
        Map<String, ApiKey> keys = new HashMap<>();
        nodes(documents, Kind.KEY, problems).forEach((hash, node) -> {
            // a hash is no secret, but nobody needs to read it
            String path = ROOT + ".keys." + node.path("id").asText("?");
            KeySettings key = binder.bind(node, path, KeySettings.class);
            ApiKey made = rules.of(key, tenants.get(key.tenant()), path, problems);
            if (made != null) {
                keys.put(hash, made);
            }
        });
        return keys;
    }

    private static Map<String, Administrator> administrators(
            Documents documents, Problems problems, SettingsBinder binder) {
        Map<String, Administrator> administrators = new HashMap<>();
        nodes(documents, Kind.ADMIN, problems).forEach((hash, node) -> {
            String path = ROOT + ".administrators." + node.path("id").asText("?");
            AdministratorSettings read = binder.bind(node, path, AdministratorSettings.class);
            administrators.put(hash, new Administrator(read.id(), read.role(), read.until()));
        });
        return administrators;
    }

    /** The models to be served; null for all. */
    private static @Nullable Set<String> active(Documents documents, Set<String> models, Problems problems) {
        JsonNode list = nodes(documents, Kind.ROUTING, problems).get(Kind.ACTIVE_MODELS);
        if (list == null) {
            return null;
        }
        String path = ROOT + "." + Kind.ACTIVE_MODELS;
        Set<String> active = new HashSet<>();
        problems.check(list.isArray(), path, "must be a list of models");
        for (JsonNode each : list) {
            problems.check(models.contains(each.asText()), path, "names the unknown model '" + each.asText() + "'");
            active.add(each.asText());
        }
        return active;
    }

    private static Registry registry(Settings whole, long revision, @Nullable Set<String> active, LocalDate day) {
        Registry all = RegistryReader.registry(whole, revision, day);
        if (active == null) {
            return all;
        }
        List<Deployment> served = all.all().stream()
                .filter(deployment -> active.contains(deployment.model()))
                .toList();
        Map<String, String> aliases = new TreeMap<>(all.aliases());
        aliases.values().retainAll(active);
        return Registry.of(revision, served, aliases);
    }

    private static Map<String, JsonNode> nodes(Documents documents, Kind kind, Problems problems) {
        Map<String, JsonNode> nodes = new TreeMap<>();
        for (Map.Entry<String, Document> entry : documents.of(kind).entrySet()) {
            String json = entry.getValue().json();
            if (json == null) {
                continue;
            }
            try {
                nodes.put(entry.getKey(), JSON.readTree(json));
            } catch (JsonProcessingException e) {
                // the parser's own words quote the document
                problems.add(path(kind, entry.getKey()), "is no JSON");
            }
        }
        return nodes;
    }

    private static String path(Kind kind, String id) {
        return ROOT + "."
                + switch (kind) {
                    case MODEL -> "models." + id;
                    case DEPLOYMENT -> "deployments." + id;
                    case ALIAS -> "aliases." + id;
                    case TENANT -> "tenants." + id;
                    case KEY -> "keys";
                    case ADMIN -> "administrators";
                    case ROUTING -> id;
                };
    }
}
