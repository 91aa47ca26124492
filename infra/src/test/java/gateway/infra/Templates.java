package gateway.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awscdk.App;

/**
 * The templates of one variant, as they would be deployed.
 *
 * @param target what they are made for
 * @param stacks by the last word of their name, such as {@code network}
 */
record Templates(Target target, Map<String, JsonNode> stacks) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Variant, Templates> MADE = new ConcurrentHashMap<>();

    /** Those of a variant; made once. */
    static Templates of(Variant variant) {
        return MADE.computeIfAbsent(variant, Templates::make);
    }

    /** Where a variant's templates and reports are. */
    static Path folder(Variant variant) {
        return Path.of("target", "cdk", variant.name());
    }

    private static Templates make(Variant variant) {
        Target target = variant.target();
        App app = InfraApp.build(target, folder(variant));
        app.synth();
        Map<String, JsonNode> stacks = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(variant), "*.template.json")) {
            for (Path file : files) {
                String name = file.getFileName().toString().replace(".template.json", "");
                stacks.put(name.substring(name.lastIndexOf('-') + 1), JSON.readTree(file.toFile()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Templates(target, stacks);
    }

    /** A copy that can be spoilt. */
    Templates copy() {
        Map<String, JsonNode> copies = new TreeMap<>();
        stacks.forEach((name, template) -> copies.put(name, template.deepCopy()));
        return new Templates(target, copies);
    }

    /** The template of a stack. */
    JsonNode stack(String name) {
        JsonNode stack = stacks.get(name);
        if (stack == null) {
            throw new AssertionError("there is no stack " + name + "; there are " + stacks.keySet());
        }
        return stack;
    }

    /** Properties of all resources of a type, in all stacks, by stack, {@code /} and logical id. */
    Map<String, JsonNode> all(String type) {
        Map<String, JsonNode> found = new TreeMap<>();
        stacks.forEach((name, stack) -> {
            for (Map.Entry<String, JsonNode> resource : stack.path("Resources").properties()) {
                if (resource.getValue().path("Type").asText().equals(type)) {
                    found.put(
                            name + "/" + resource.getKey(), resource.getValue().path("Properties"));
                }
            }
        });
        return found;
    }

    /** Properties of the only resource of a type. */
    JsonNode only(String type) {
        Map<String, JsonNode> found = all(type);
        if (found.size() != 1) {
            throw new AssertionError("there must be one " + type + ", there are " + found.keySet());
        }
        return found.values().iterator().next();
    }

    /** Texts of a list. */
    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.isTextual() ? each.asText() : each.toString()));
        return texts;
    }
}
