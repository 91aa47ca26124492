package gateway.contract;

import gateway.contract.Field.Section;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of generateContent, and of batchEmbedContents where it is there, in Google's proto files, by their names
 * in JSON. Source: the language guide of proto3, its JSON mapping included.
 */
final class ProtoSchema {
    /** Comments, and texts, in which what looks like a comment or a brace is none. */
    private static final Pattern NO_CODE =
            Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"|//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private static final Pattern STATEMENT = Pattern.compile("[^;{}]*[;{}]");
    private static final Pattern OPENING =
            Pattern.compile("\\s*(message|enum|oneof|\\w+)\\s*(\\w*).*\\{", Pattern.DOTALL);
    private static final Pattern MEMBER = Pattern.compile(
            "\\s*(repeated\\s+|optional\\s+)?(map\\s*<[^>]*>|[\\w.]+)\\s+(\\w+)\\s*=\\s*\\d+\\s*(\\[.*])?\\s*;",
            Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("\\s*(\\w+)\\s*=\\s*-?\\d+\\s*(\\[.*])?\\s*;", Pattern.DOTALL);

    /** Members by message, values by enum; both by their full names without the package. */
    private final Map<String, Map<String, Member>> messages = new HashMap<>();

    private final Map<String, Set<String>> enums = new HashMap<>();
    private final SchemaFields fields = new SchemaFields();

    private ProtoSchema() {}

    private record Member(String type, boolean repeated, boolean required, String union) {}

    /**
     * Reads files.
     *
     * @param files their texts
     * @throws IllegalArgumentException if the two messages are in none of them
     */
    static Collection<Field> read(Collection<String> files) {
        ProtoSchema schema = new ProtoSchema();
        files.forEach(schema::parse);
        for (String name : Set.of("GenerateContentRequest", "GenerateContentResponse")) {
            if (!schema.messages.containsKey(name)) {
                throw new IllegalArgumentException("none of the files has the message " + name
                        + ": give the folder with content.proto, tool.proto and the service's file");
            }
        }
        schema.inside("GenerateContentRequest", Section.REQUEST, "", Set.of());
        schema.inside("GenerateContentResponse", Section.ANSWER, "", Set.of());
        schema.inside("BatchEmbedContentsRequest", Section.EMBEDDING_REQUEST, "", Set.of());
        schema.inside("BatchEmbedContentsResponse", Section.EMBEDDING_ANSWER, "", Set.of());
        return schema.fields.all();
    }

    private void parse(String text) {
        block("", "file", "", STATEMENT.matcher(NO_CODE.matcher(text).replaceAll("")));
    }

    /** Reads up to the brace that closes the block. */
    private void block(String name, String kind, String union, Matcher statement) {
        while (statement.find()) {
            String text = whole(statement);
            if (text.endsWith("}")) {
                return;
            }
            if (text.endsWith("{")) {
                Matcher opening = OPENING.matcher(text);
                boolean known = opening.matches();
                String inner = known ? opening.group(1) : "option";
                switch (inner) {
                    case "message" -> {
                        String own = SchemaFields.below(name, opening.group(2));
                        messages.put(own, new LinkedHashMap<>());
                        block(own, inner, "", statement);
                    }
                    case "enum" -> {
                        String own = SchemaFields.below(name, opening.group(2));
                        enums.put(own, new TreeSet<>());
                        block(own, inner, "", statement);
                    }
                    case "oneof" -> block(name, "message", opening.group(2), statement);
                    default -> block(name, "option", "", statement);
                }
            } else if (kind.equals("message")) {
                member(name, text, union);
            } else if (kind.equals("enum")) {
                Matcher value = VALUE.matcher(text);
                if (value.matches()) {
                    enums.getOrDefault(name, new TreeSet<>()).add(value.group(1));
                }
            }
        }
    }

    /** A statement, with the braces in a member's options, which are no block. */
    private static String whole(Matcher statement) {
        StringBuilder text = new StringBuilder(statement.group());
        while (text.chars().filter(c -> c == '[').count()
                        > text.chars().filter(c -> c == ']').count()
                && statement.find()) {
            text.append(statement.group());
        }
        return text.toString();
    }

    private void member(String message, String text, String union) {
        Matcher member = MEMBER.matcher(text);
        if (member.matches()) {
            String options = member.group(4) == null ? "" : member.group(4);
            messages.getOrDefault(message, new LinkedHashMap<>())
                    .put(
                            camel(member.group(3)),
                            new Member(
                                    member.group(2),
                                    member.group(1) != null && member.group(1).startsWith("repeated"),
                                    options.contains("REQUIRED"),
                                    union));
        }
    }

    private void inside(String name, Section section, String path, Set<String> within) {
        if (within.contains(name) || path.chars().filter(c -> c == '.').count() > SchemaFields.DEPTH) {
            return;
        }
        Set<String> around = new HashSet<>(within);
        around.add(name);
        messages.getOrDefault(name, Map.of()).forEach((field, member) -> {
            String own = SchemaFields.below(path, field);
            String type = resolved(name, member.type());
            Set<String> values = enums.getOrDefault(type, Set.of());
            Set<String> types = member.repeated() ? Set.of("array") : types(type);
            fields.add(section, own, types, member.repeated() ? Set.of() : values, member.required(), member.union());
            inside(type, section, member.repeated() ? own + "[]" : own, around);
        });
    }

    /** The full name of a type as it is meant within a message: the innermost one of that name. */
    private String resolved(String within, String type) {
        if (type.startsWith("google.protobuf.")) {
            return type;
        }
        String last = type.startsWith("google.") ? type.substring(type.lastIndexOf('.') + 1) : type;
        for (String scope = within; ; scope = scope.substring(0, Math.max(0, scope.lastIndexOf('.')))) {
            String full = SchemaFields.below(scope, last);
            if (messages.containsKey(full) || enums.containsKey(full)) {
                return full;
            }
            if (scope.isEmpty()) {
                return type;
            }
        }
    }

    private Set<String> types(String type) {
        if (enums.containsKey(type)) {
            return Set.of("string");
        }
        return switch (type) {
            case "string",
                    "bytes",
                    "google.protobuf.Timestamp",
                    "google.protobuf.Duration",
                    "google.protobuf.FieldMask" -> Set.of("string");
            case "bool" -> Set.of("boolean");
            case "int32", "uint32", "float", "double" -> Set.of("number");
            case "int64", "uint64" -> Set.of("number", "string");
            case "google.protobuf.Value" -> Set.of();
            default -> Set.of("object");
        };
    }

    private static String camel(String name) {
        Matcher part = Pattern.compile("_([a-z0-9])").matcher(name);
        return part.replaceAll(found -> found.group(1).toUpperCase(java.util.Locale.ROOT));
    }
}
